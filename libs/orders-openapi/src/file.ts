/** The committed OpenAPI document: written by a command, compared with the code by a test of each app. */
import { writeFileSync } from 'node:fs';
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { openApiDocument } from './document';

/** Returns the content of a service's `openapi.json`. */
export function openApiText(api: ApiDefinition): string {
  return `${JSON.stringify(openApiDocument(api), null, 2)}\n`;
}

/** Writes the document of a service to a file. */
export function writeOpenApiFile(api: ApiDefinition, path: string): void {
  writeFileSync(path, openApiText(api));
}
