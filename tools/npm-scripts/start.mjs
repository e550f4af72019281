/** `npm start`: builds and synthesizes what has changed, then runs it as the local sandbox. */
import { join } from 'node:path';
import { ensureInstalled, runNx, workspaceRoot } from './install.mjs';

ensureInstalled();
const args = process.argv.slice(2);
process.chdir(workspaceRoot);
if (!args.includes('--help') && !args.includes('-h')) {
  console.log('Synthesizing the stacks');
  const started = performance.now();
  runNx(['run-many', '--targets=build,synth', '--configuration=sandbox']);
  console.log(`Synthesized in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
process.argv = [process.argv[0], process.argv[1], ...args];
await import(join(workspaceRoot, 'dist', 'tools', 'sandbox', 'main.cjs'));
