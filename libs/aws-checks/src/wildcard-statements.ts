import { isObject } from './template';
import type { CloudFormationTemplate } from './template';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/**
 * Returns the statements of a template that allow all resources, or actions by a pattern, as
 * `<type>: <actions> on <resources>`, without duplicates. In a resource-based policy, such as a key's, `*`
 * means only that resource, but is listed too, so that it is reviewed.
 */
export function wildcardStatements({ Resources }: CloudFormationTemplate): string[] {
  const found = Object.values(Resources).flatMap(({ Type, Properties }) =>
    statementsIn(Properties)
      .filter(({ Effect }) => Effect === 'Allow')
      .filter(
        ({ Action, Resource }) =>
          [Action].flat().some((action) => action.includes('*')) || [Resource].flat().includes('*'),
      )
      .map((statement) => `${Type}: ${described(statement)}`),
  );
  return [...new Set(found)].sort();
}

function statementsIn(value: unknown): Statement[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isObject(value)) return [];
  const own = 'Effect' in value && 'Action' in value ? [value as unknown as Statement] : [];
  return [...own, ...Object.values(value).flatMap(statementsIn)];
}

function described({ Action, Resource, Condition }: Statement): string {
  const actions = [Action].flat().join(', ');
  const resources = [Resource].flat().map((one) => (one === '*' ? '*' : JSON.stringify(one)));
  const condition = Condition === undefined ? '' : `, if ${JSON.stringify(Condition)}`;
  return `${actions} on ${resources.join(', ')}${condition}`;
}
