/** The scope of a template in a stack. */
import { StackScope } from '../stack-scope';
import type { StackResource } from '../stack-state';
import type { Template } from '../template';
import { accountId, region } from './stack-artifact';

/**
 * @param parameters values of the template's parameters.
 * @param resources the existing ones by logical ID.
 */
export function stackScope(
  template: Template,
  parameters: Readonly<Record<string, string>> = {},
  resources: ReadonlyMap<string, StackResource> = new Map(),
): StackScope {
  const place = { name: 'service', id: 'arn', account: accountId, region };
  return new StackScope({ ...place, template, parameters, exports: new Map() }, resources);
}
