/** Entry point of the bundle: serves the synthesized stacks until it is interrupted, or runs a command. */
import { resolve } from 'node:path';
import { config } from 'zod';
import { runCommandLine } from './command-line';

// Most schemas are used once at a start, for which compiling them takes longer than it saves.
config({ jitless: true });

/** The bundle is in `dist/tools/sandbox`, and serves its own workspace whatever the working directory is. */
const workspaceRoot = resolve(__dirname, '../../..');

/** Resolves to whether this process serves requests, once it does, or when the command is done. */
export const serving = runCommandLine(process.argv.slice(2), workspaceRoot);
