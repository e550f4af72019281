import type { FileChange } from '@nx/devkit';
import { configureGenerator } from '../generators/configure/generator';
import { serviceGenerator } from '../generators/service/generator';
import { collectOutput, workspace } from './workspace';

/**
 * Returns the changes that undo the configuration of this workspace: a new service, since the existing ones
 * may be configured in a fork, and a Region that no fork has.
 */
export async function unconfigured(): Promise<readonly FileChange[]> {
  const created = workspace();
  await serviceGenerator(created, { name: 'made-up', items: ['cake'], owner: '@your-org/made-up' });
  collectOutput();
  await configureGenerator(created, {
    domain: ['fork.example.com'],
    region: ['eu-west-3'],
    dynamoDbPrefixList: ['pl-00000003'],
  });
  return created.listChanges();
}
