/** The page `docs/sandbox-properties.md`: what becomes of each property of each emulated type. */
import {
  declaredProperties,
  kinds,
  typeNames,
  type DeclaredProperty,
  type Kind,
} from './declared-properties';
import { section, type Row } from './markdown';

const introduction = `# What becomes of each property

For each resource type that the sandbox emulates, every property of its CloudFormation schema, nested ones too, is one of three:

- **effective**: the sandbox acts on it, or refuses a value that it does not know;
- **harmless**: without it nothing here would be different, for the reason that is given;
- **refused**: a template with it is refused by the property's name and construct path before anything changes.

Names that a type's schema does not have, and values that break its patterns, lengths, ranges and enumerations, are refused in CloudFormation's words. \`npx nx run sandbox-fidelity:table\` writes this page from the types themselves; a test holds the types to the specification of the CDK version that is installed, and this page to the types. [How much of each service that is](sandbox-fidelity.md#how-much-is-emulated), in numbers.`;

/** Returns the whole page. */
export function propertyPage(): string {
  const sections = typeNames.map((type) => {
    const properties = declaredProperties(type);
    const counts = kinds.map((kind) => `${of(properties, kind).length} ${kind}`).join(', ');
    return section(`\`${type}\``, [counts, 'Properties', 'Why'], rows(properties));
  });
  return [introduction, ...sections, ''].join('\n\n').replace(/\n\n$/, '\n');
}

/** A row for each kind and reason. What is below a property of the same kind is not named again. */
function rows(properties: readonly DeclaredProperty[]): readonly Row[] {
  return kinds.flatMap((kind) => {
    const those = of(properties, kind);
    const reasons = [...new Set(those.map(({ because }) => because))];
    return reasons.map((reason) => {
      const alike = those.filter(({ because }) => because === reason);
      return [kind, names(kind, alike), reason];
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
