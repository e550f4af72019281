/** The committed OpenAPI document: written by a command, compared with the code by a test of each app. */
import { writeFileSync } from 'node:fs';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { openApiDocument } from './document';

/** The content of a service's `openapi.json`. */
export function openApiText(service: ServiceDefinition): string {
  return `${JSON.stringify(openApiDocument(service), null, 2)}\n`;
}

/** Writes the document of a service to a file. */
export function writeOpenApiFile(service: ServiceDefinition, path: string): void {
  writeFileSync(path, openApiText(service));
}
