/**
 * `nx run <service>:openapi`: writes a service's OpenAPI document, and its types for callers. Arguments: the
 * module that exports the `api`, and the file to write. Not in the app, so that a change of the rendering
 * does not deploy a service.
 */
import path from 'node:path';
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { writeClientTypes } from './client-types';
import { openApiText, writeOpenApiFile } from './file';

async function main([source, target]: readonly string[]): Promise<void> {
  if (source === undefined || target === undefined) {
    throw new Error('expected two arguments: the module of the API and the output file');
  }
  const exported = (await import(path.resolve(source))) as { api?: ApiDefinition };
  if (exported.api === undefined) throw new Error(`${source} does not export 'api'`);
  writeOpenApiFile(exported.api, target);
  await writeClientTypes(target, openApiText(exported.api));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
