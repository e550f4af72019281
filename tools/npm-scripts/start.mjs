/**
 * `npm start`: builds and synthesizes what has changed, then runs it as the local sandbox. What can be
 * refused is refused before that, also on a fresh clone.
 */
import { join } from 'node:path';
import { parseOptions, usage, UsageError, USAGE_STATUS } from '../sandbox/src/cli/options.cjs';
import { checkStart } from '../sandbox/src/cli/start-checks.cjs';
import { ensureInstalled, runNx, workspaceRoot } from './install.mjs';

const args = process.argv.slice(2);

if (await mayStart()) {
  ensureInstalled();
  console.log('Synthesizing the stacks');
  const started = performance.now();
  runNx(['run-many', '--targets=build,synth', '--configuration=sandbox']);
  console.log(`Synthesized in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  await import(join(workspaceRoot, 'dist', 'tools', 'sandbox', 'main.cjs'));
}

/** Shows the help, or tells what is wrong; as the sandbox itself does. */
async function mayStart() {
  try {
    const options = parseOptions(args, workspaceRoot);
    if (options.help) process.stdout.write(usage);
    else await checkStart(options);
    return !options.help;
  } catch (error) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? USAGE_STATUS : 1;
    return false;
  }
}
