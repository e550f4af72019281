/** The identities of API Gateway resources, with API Gateway's error for a second resource. */
import { unique, type Identity } from '@sandbox/engine/identity';

/**
 * Sibling resources have different path parts, and only one of them is a variable such as `{id}`.
 *
 * @param parent the IDs of the API and the parent resource.
 */
export function childIdentities(parent: readonly string[], part: string): readonly Identity[] {
  const message = `Another resource with the same parent already has this name: ${part}`;
  const name = unique([...parent, part], message);
  if (!part.startsWith('{')) return [name];
  const variable = unique(
    parent,
    ({ properties }) =>
      `A sibling (${String(properties['PathPart'])}) of this resource already has a variable path ` +
      'part -- only one unique variable path part is allowed',
    { kind: 'variable path part' },
  );
  return [name, variable];
}
