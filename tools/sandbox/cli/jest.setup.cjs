// Nx and Jest force colours on what they start; what is tested here writes into a pipe.
delete process.env.FORCE_COLOR;
