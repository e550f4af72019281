/** Entry point: serves the synthesized stacks until it is interrupted, or runs a command. */
import { runCommandLine } from './cli/command-line';

void runCommandLine(process.argv.slice(2), process.cwd());
