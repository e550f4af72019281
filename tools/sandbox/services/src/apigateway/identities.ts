/** What makes the parts of a REST API unique, in API Gateway's words for a second one. */
import { unique, type Identity } from '@sandbox/engine/identity';

/**
 * Of one parent, no two resources have the same part, and only one is a variable such as `{id}`.
 *
 * @param parent the API's ID and the parent's.
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
