/** `nx run <service>:contract`: fails when changes of the service's document break callers. */
import path from 'node:path';
import { GitRepository, baseOf } from '../git';
import { checkContract } from './contract-check';

const [app = ''] = process.argv.slice(2);
const repository = new GitRepository(path.resolve(__dirname, '../../../..'));
try {
  const base = baseOf(repository, process.env);
  const { ok, lines } = checkContract({ repository, app, base });
  for (const line of lines) console.log(line);
  if (!ok) process.exitCode = 1;
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
