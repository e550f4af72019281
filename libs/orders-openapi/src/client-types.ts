/** The TypeScript client types of a service, from its OpenAPI document. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** The name of the file, next to a service's document. */
export const CLIENT_TYPES = 'client-types.ts';

const HEADER = `/**
 * The calls of a service, as its OpenAPI document has them.
 *
 * Written by \`nx run <service>:openapi\`. Do not edit: a test holds it against the document.
 */
`;

/** Returns the content of that file. @param document an OpenAPI 3.1 document, as JSON text */
export async function clientTypesText(document: string): Promise<string> {
  // Loaded on demand, since it loads the TypeScript compiler, and all generators load this file.
  const { default: typesOf, astToString } = await import('openapi-typescript');
  return `${HEADER}\n${astToString(await typesOf(document))}`;
}

/**
 * Writes the types next to the document from which they are generated.
 *
 * @param documentFile the document's path
 */
export async function writeClientTypes(documentFile: string, document: string): Promise<void> {
  const file = path.join(path.dirname(documentFile), CLIENT_TYPES);
  writeFileSync(file, await clientTypesText(document));
}
