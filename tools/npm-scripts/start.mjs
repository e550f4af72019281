/**
 * `npm start`: builds and synthesizes what has changed, then runs it as the local sandbox. Errors in options
 * and the environment are reported before that, also on a fresh clone.
 */
import { join } from 'node:path';
import { parseOptions, usage, UsageError, USAGE_STATUS } from '../sandbox/cli/src/options.cjs';
import { checkStart } from '../sandbox/core/src/start-checks.cjs';
import { ensureInstalled, runNx, workspaceRoot } from './install.mjs';
import { buildIfChanged } from './unchanged.mjs';

const args = process.argv.slice(2);

// npm runs scripts in the workspace's root; INIT_CWD is the folder in which it was called.
process.chdir(process.env.INIT_CWD ?? process.cwd());

const options = await startOptions();
if (options) {
  ensureInstalled();
  if (options.apps.length > 0) runNx(['run', 'sandbox:build']);
  else if (!buildIfChanged(synthesize)) {
    console.log('Nothing has changed since the last start: using the synthesized stacks\n');
  }
  await import(join(workspaceRoot, 'dist', 'tools', 'sandbox', 'main.cjs'));
}

function synthesize() {
  console.log('Synthesizing the stacks: the consumer first, because the services read its secret');
  const started = performance.now();
  runNx(['run-many', '--targets=build,synth', '--configuration=sandbox']);
  console.log(`Synthesized in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

/** Prints the help or an error as the sandbox itself does, and then returns undefined. */
async function startOptions() {
  try {
    const parsed = parseOptions(args, workspaceRoot);
    if (parsed.help) process.stdout.write(usage);
    else await checkStart(parsed);
    return parsed.help ? undefined : parsed;
  } catch (error) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? USAGE_STATUS : 1;
    return undefined;
  }
}
