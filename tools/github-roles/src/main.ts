/**
 * Writes the CloudFormation templates of the roles that the workflows assume, and prints how to use them:
 * `nx run github-roles:write`. Sends nothing to AWS or GitHub.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reportMistake } from '@cross-account/stages';
import { nextSteps } from './next-steps';
import { appsIn, settings } from './settings';
import { templatesOf } from './templates';

const workspaceRoot = path.resolve(__dirname, '../../..');
const OUTPUT = 'dist/github-roles';

async function write(): Promise<void> {
  const parsed = settings(process.argv.slice(2), await appsIn(workspaceRoot));
  const policyFile = path.join(workspaceRoot, 'docs/policies/drift-detection.json');
  const templates = templatesOf(parsed, JSON.parse(readFileSync(policyFile, 'utf8')));
  rmSync(path.join(workspaceRoot, OUTPUT), { recursive: true, force: true });
  mkdirSync(path.join(workspaceRoot, OUTPUT), { recursive: true });
  const files = new Map([...templates.keys()].map((name) => [name, `${OUTPUT}/${name}.json`]));
  for (const [account, template] of templates) {
    const file = path.join(workspaceRoot, files.get(account) ?? '');
    writeFileSync(file, `${JSON.stringify(template, undefined, 2)}\n`);
  }
  for (const line of nextSteps(parsed, files)) console.log(line);
}

write().catch(reportMistake);
