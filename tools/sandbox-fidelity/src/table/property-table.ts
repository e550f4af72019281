/** The page `docs/sandbox-properties.md`: how the sandbox treats each property of each emulated type. */
import {
  declaredProperties,
  kinds,
  typeNames,
  type DeclaredProperty,
  type Kind,
} from './declared-properties';
import { section, type Row } from './markdown';

const introduction = `# How the sandbox treats each property

For each resource type that the sandbox emulates, every property of its CloudFormation schema, including nested ones, is in one of three categories:

- **effective**: the sandbox implements it, and refuses values that it does not support;
- **harmless**: it has no effect in the sandbox, for the reason given;
- **refused**: a template that contains it is refused before anything changes, with the name of the property and the construct path.

Properties that are not in the schema of a type, and values that violate its patterns, lengths, ranges and enumerations, are refused with CloudFormation's messages. \`npx nx run sandbox-fidelity:table\` generates this page from the resource types; a test compares the types with the specification of the installed CDK version, and this page with the types. [How much is emulated](sandbox-fidelity.md#how-much-is-emulated) gives the numbers.`;

/** Returns the whole page. */
export function propertyPage(): string {
  const sections = typeNames.map((type) => {
    const properties = declaredProperties(type);
    const counts = kinds.map((kind) => `${of(properties, kind).length} ${kind}`).join(', ');
    return section(`\`${type}\``, [counts, 'Properties', 'Why'], rows(properties));
  });
  return [introduction, ...sections, ''].join('\n\n').replace(/\n\n$/, '\n');
}

/** Returns a row for each kind and reason, without properties below one of the same kind. */
function rows(properties: readonly DeclaredProperty[]): readonly Row[] {
  return kinds.flatMap((kind) => {
    const ofKind = of(properties, kind);
    const reasons = [...new Set(ofKind.map(({ because }) => because))];
    return reasons.map((reason) => {
      const ofReason = ofKind.filter(({ because }) => because === reason);
      return [kind, names(kind, ofReason), reason];
    });
  });
}

function names(kind: Kind, properties: readonly DeclaredProperty[]): string {
  const paths = properties.map(({ path }) => path);
  const isBelow = (path: string) => paths.some((other) => path.startsWith(`${other}.`));
  const shown = kind === 'effective' ? paths : paths.filter((path) => !isBelow(path));
  return shown.map((path) => `\`${path}\``).join(', ');
}

function of(properties: readonly DeclaredProperty[], kind: Kind): readonly DeclaredProperty[] {
  return properties.filter((property) => property.kind === kind);
}
