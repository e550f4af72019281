import type { FileChange } from '@nx/devkit';
import { configureGenerator } from '../generators/configure/generator';
import { serviceGenerator } from '../generators/service/generator';
import { collectOutput, workspace } from './workspace';

/**
 * Returns the changes that make this workspace one that nobody has configured: a service of its own,
 * since those that there are may be a fork's by now, and a Region that no fork's value is.
 */
export async function unconfigured(): Promise<readonly FileChange[]> {
  const made = workspace();
  await serviceGenerator(made, { name: 'made-up', items: ['cake'], owner: '@your-org/made-up' });
  collectOutput();
  await configureGenerator(made, {
    domain: ['fork.example.com'],
    region: ['eu-west-3'],
    dynamoDbPrefixList: ['pl-00000003'],
  });
  return made.listChanges();
}
