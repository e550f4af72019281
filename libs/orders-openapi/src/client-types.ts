/** The types of a service's calls for TypeScript callers, from its OpenAPI document. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'libs/orders-client/services/src';

const HEADER = `/**
 * The calls of a service, as its OpenAPI document has them.
 *
 * Written by \`nx run <service>:openapi\`. Do not edit: a test holds it against the document.
 */
`;

/** Returns the file that holds the types of a service, as a path from the workspace root. */
export function clientTypesFile(serviceName: string): string {
  return `${FOLDER}/${serviceName}.ts`;
}

/** Returns the content of that file. @param document an OpenAPI 3.1 document, as JSON text */
export async function clientTypesText(document: string): Promise<string> {
  // Loaded when it is needed: it brings the TypeScript compiler, and every generator loads this file.
  const { default: typesOf, astToString } = await import('openapi-typescript');
  return `${HEADER}\n${astToString(await typesOf(document))}`;
}

/** Writes the types of a service. */
export async function writeClientTypes(
  workspaceRoot: string,
  serviceName: string,
  document: string,
): Promise<void> {
  const file = path.join(workspaceRoot, clientTypesFile(serviceName));
  writeFileSync(file, await clientTypesText(document));
}
