/**
 * `nx run ci:deployment-summary --log=<file> --stage=<name>`: prints the outcome of a failed deployment as
 * Markdown.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deploymentSummary } from './deployment-summary';

const { values } = parseArgs({
  options: { log: { type: 'string' }, stage: { type: 'string', default: '' } },
});
if (values.log === undefined)
  throw new Error('--log must be the path of the file with the output of deploy');
console.log(deploymentSummary(readFileSync(values.log, 'utf8'), values.stage));
