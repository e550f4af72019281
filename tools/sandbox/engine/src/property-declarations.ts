/**
 * Declares how each property of a resource type's schema is treated: implemented (its Zod schema reads it), ignored
 * without an effect here, or rejected. No property is ignored silently.
 */
import type { z } from 'zod';
import { isIntrinsic, isRecord } from './known-values';

/** A problem of a resource's property. */
export interface PropertyProblem {
  /** The path from the resource's properties. */
  readonly path: readonly PropertyKey[];
  /** Such as `Code.S3Key: expected string`. */
  readonly text: string;
}

/** Properties that a type's Zod schema does not read: ignored or rejected ones. */
export interface UnreadProperties {
  readonly kind: 'harmless' | 'refused';
  /** Why they can be ignored, or what is not supported. */
  readonly because: string;
  /** Paths such as `Integration.CacheNamespace`, which include everything below, and elements of arrays. */
  readonly paths: readonly string[];
  /** Accepted values of a rejected property, since they enable nothing. */
  readonly except?: readonly unknown[];
}

/** Declares properties that are ignored, since they have no effect in the sandbox. */
export function harmless(because: string, ...paths: readonly string[]): UnreadProperties {
  return { kind: 'harmless', because, paths };
}

/** Declares properties that are not supported; a template with one is rejected. */
export function refused(because: string, ...paths: readonly string[]): UnreadProperties {
  return { kind: 'refused', because, paths };
}

/** Declares rejected properties, except for values that enable nothing, such as `false`. */
export function refusedExcept(
  except: readonly unknown[],
  because: string,
  ...paths: readonly string[]
): UnreadProperties {
  return { kind: 'refused', because, paths, except };
}

/** How a property is treated; a `group` has properties that are declared separately. */
export interface Declared {
  readonly kind: 'effective' | 'group' | 'harmless' | 'refused' | 'undeclared';
  readonly because?: string;
  readonly except?: readonly unknown[];
}

/** The properties that a Zod schema reads, by name; undefined for a value that is read completely. */
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

  /** Paths that are declared as unread. */
  get unreadPaths(): readonly string[] {
    return this.unread.flatMap(({ paths }) => paths);
  }

  /** Paths that have an effect, including those of objects. */
  get readPaths(): readonly string[] {
    return pathsOf(this.read, '');
  }

  /** Returns the declaration of a path such as `Integration.Uri`. */
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
    return this.unreadPaths.some((one) => isWithin(one, path));
  }

  /** Returns the unsupported properties of a resource, each with its path and the reason. */
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
    if (!isRecord(value) || isIntrinsic(value)) return [];
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

/** Templates may have numbers and booleans as strings. */
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

/** Returns the properties that a Zod schema reads, through arrays, defaults, unions and transforms. */
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
    const existing = below.get(name);
    below.set(name, existing ? merged([existing, tree]) : tree);
  }
  return { below };
}
