/** The declared properties of the emulated resource types. */
import type { PropertyDeclarations } from '@sandbox/engine/property-declarations';
import { schemaPaths } from '@sandbox/engine/schema-paths';
import type { PropertySchema } from '@sandbox/engine/property-schema';
import { emulatedTypes } from '@sandbox/services/emulated-types';
import schemas from '@sandbox/services/registry/schemas.json';

/** In the order of the tables. */
export const kinds = ['effective', 'harmless', 'refused'] as const;

export type Kind = (typeof kinds)[number];

export interface DeclaredProperty {
  /** Such as `Integration.Uri`. */
  readonly path: string;
  readonly kind: Kind;
  readonly because: string;
}

const schemaOf: Readonly<Record<string, PropertySchema>> = schemas;

/** The names of all emulated types, sorted. */
export const typeNames = [...emulatedTypes.names].sort();

/** Returns every property of a type, including nested ones, but not objects that only group others. */
export function declaredProperties(type: string): readonly DeclaredProperty[] {
  const { declarations } = emulatedTypes.typeOf(type);
  return schemaPaths(schemaOf[type] ?? {}).flatMap((path) => declared(declarations, path));
}

function declared(declarations: PropertyDeclarations, path: string): readonly DeclaredProperty[] {
  const { kind, because = '', except = [] } = declarations.of(path);
  if (kind === 'group' || kind === 'undeclared') return [];
  const accepted = except.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  return [{ path, kind, because: accepted === '' ? because : `${because}; accepted: ${accepted}` }];
}
