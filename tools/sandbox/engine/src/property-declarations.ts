/**
 * What a resource type says of each property of its schema: that it has an effect (its Zod schema reads
 * it), that it can have none here, or that it is refused. Nothing is passed over in silence.
 */
import type { z } from 'zod';
import { isIntrinsic, isRecord } from './known-values';

/** What is wrong with a property of a resource. */
export interface PropertyProblem {
  /** The keys that lead to it from the resource's properties. */
  readonly path: readonly PropertyKey[];
  /** Such as `Code.S3Key: expected string`. */
  readonly text: string;
}

/** Properties that a type's Zod schema does not read. */
export interface UnreadProperties {
  readonly kind: 'harmless' | 'refused';
  /** Why they may be ignored, or what the sandbox lacks for them. */
  readonly because: string;
  /** Paths such as `Integration.CacheNamespace`; what is below one is meant too, elements of arrays as well. */
  readonly paths: readonly string[];
  /** Values that are accepted though the property is refused, since they ask for nothing. */
  readonly except?: readonly unknown[];
}

/** Returns properties that the sandbox need not read: without them nothing here would be different. */
export function harmless(because: string, ...paths: readonly string[]): UnreadProperties {
  return { kind: 'harmless', because, paths };
}

/** Returns properties that the sandbox would have to act on, and does not; a template with one is refused. */
export function refused(because: string, ...paths: readonly string[]): UnreadProperties {
  return { kind: 'refused', because, paths };
}

/** Returns refused properties, but for values that ask for nothing, such as `false`. */
export function refusedExcept(
  except: readonly unknown[],
  because: string,
  ...paths: readonly string[]
): UnreadProperties {
  return { kind: 'refused', because, paths, except };
}

/** What becomes of a property; a `group` has no effect itself, and each property below it has its own kind. */
export interface Declared {
  readonly kind: 'effective' | 'group' | 'harmless' | 'refused' | 'undeclared';
  readonly because?: string;
  readonly except?: readonly unknown[];
}

/** What a type's Zod schema reads: names by their names; undefined for a value that is read whole. */
interface ReadTree {
  readonly below?: ReadonlyMap<string, ReadTree>;
}

const NOTHING_READ: ReadTree = { below: new Map() };

/** The declarations of one resource type. */
export class PropertyDeclarations {
  private readonly read: ReadTree;

  constructor(
    schema: z.ZodType,
    private readonly unread: readonly UnreadProperties[],
  ) {
    this.read = readTree(schema);
  }

  /** Paths that are declared unread. */
  get unreadPaths(): readonly string[] {
    return this.unread.flatMap(({ paths }) => paths);
  }

  /** Paths that have an effect, the names of objects among them. */
  get readPaths(): readonly string[] {
    return pathsOf(this.read, '');
  }

  /** Returns what is declared of a path such as `Integration.Uri`. */
  of(path: string): Declared {
    const declared = this.unread.find(({ paths }) => paths.some((one) => isWithin(path, one)));
    if (declared) return declared;
    let tree: ReadTree | undefined = this.read;
    for (const name of path.split('.')) {
      if (tree.below === undefined) return { kind: 'effective' };
      tree = tree.below.get(name);
      if (tree === undefined) return { kind: this.isGroup(path) ? 'group' : 'undeclared' };
    }
    return { kind: 'effective' };
  }

  private isGroup(path: string): boolean {
    return this.unreadPaths.some((one) => one !== path && isWithin(one, path));
  }

  /** Returns what of a resource's properties can't be run, each with where it is and why. */
  problems(properties: unknown): readonly PropertyProblem[] {
    return this.problemsIn(properties, [], this.read);
  }

  private problemsIn(
    value: unknown,
    path: readonly PropertyKey[],
    tree: ReadTree,
  ): readonly PropertyProblem[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => this.problemsIn(item, [...path, index], tree));
    }
    if (!isRecord(value) || isIntrinsic(value) || tree.below === undefined) return [];
    return Object.entries(value).flatMap(([name, item]) => {
      const place = [...path, name];
      const dotted = place.filter((key) => typeof key === 'string').join('.');
      const { kind, because, except = [] } = this.of(dotted);
      if (kind === 'group') return this.problemsIn(item, place, NOTHING_READ);
      if (kind === 'effective') return this.problemsIn(item, place, tree.below?.get(name) ?? {});
      if (kind === 'harmless' || except.some((one) => isSame(one, item))) return [];
      return [
        { path: place, text: `${pointed(place)}: ${because ?? 'not supported by the sandbox'}` },
      ];
    });
  }
}

/** Templates may have numbers and booleans as texts. */
function isSame(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

function pointed(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`,
    )
    .join('');
}

function pathsOf({ below }: ReadTree, outer: string): readonly string[] {
  return [...(below ?? [])].flatMap(([name, tree]) => {
    const path = outer === '' ? name : `${outer}.${name}`;
    return [path, ...pathsOf(tree, path)];
  });
}

/** The names that a Zod schema reads of an object, through arrays, defaults, unions and transforms. */
function readTree(schema: z.core.$ZodType): ReadTree {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      if (def.catchall !== undefined) return {};
      const entries = Object.entries(def.shape).map(
        ([name, inner]) => [name, readTree(inner)] as const,
      );
      return { below: new Map(entries) };
    }
    case 'array':
      return readTree(def.element);
    case 'tuple':
      return merged(def.items.map(readTree));
    case 'union':
      return merged(def.options.map(readTree));
    case 'pipe':
      return readTree(def.in);
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
      return readTree(def.innerType);
    default:
      return {};
  }
}

function merged(trees: readonly ReadTree[]): ReadTree {
  if (!trees.some(({ below }) => below)) return {};
  const below = new Map<string, ReadTree>();
  for (const [name, tree] of trees.flatMap((one) => [...(one.below ?? [])])) {
    const known = below.get(name);
    below.set(name, known ? merged([known, tree]) : tree);
  }
  return { below };
}
