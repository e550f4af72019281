// Nx and Jest force colours in child processes, but the tested programs write to a pipe.
delete process.env.FORCE_COLOR;
