/** The types of a service's calls for TypeScript callers, from its OpenAPI document. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'libs/orders-client/services/src';

/** As a program, since it is an ES module: neither Jest nor a generator of Nx loads one. */
const GENERATOR = path.join(
  path.dirname(require.resolve('openapi-typescript/package.json')),
  'bin/cli.js',
);

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

/** By document: the program takes a second. */
const known = new Map<string, string>();

/** Returns the content of that file. @param document an OpenAPI 3.1 document, as JSON text */
export function clientTypesText(document: string): string {
  const text = known.get(document) ?? rendered(document);
  known.set(document, text);
  return text;
}

function rendered(document: string): string {
  const options = { input: document, encoding: 'utf8', maxBuffer: Infinity } as const;
  const types = execFileSync(process.execPath, [GENERATOR], options);
  return types.replace(/^\/\*\*[\s\S]*?\*\/\s*/, `${HEADER}\n`);
}

/** Writes the types of a service. */
export function writeClientTypes(
  workspaceRoot: string,
  serviceName: string,
  document: string,
): void {
  writeFileSync(path.join(workspaceRoot, clientTypesFile(serviceName)), clientTypesText(document));
}
