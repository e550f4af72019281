/**
 * `nx run <service>:openapi`: writes a service's OpenAPI document. Arguments: the module that exports
 * the `service`, and the file to write. Here, and not in the app: how a document is rendered is nothing
 * that a service has to be deployed for.
 */
import path from 'node:path';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { writeOpenApiFile } from './file';

async function main([source, target]: readonly string[]): Promise<void> {
  if (source === undefined || target === undefined) {
    throw new Error('expected two arguments: the module of the service, and the file to write');
  }
  const exported = (await import(path.resolve(source))) as { service?: ServiceDefinition };
  if (exported.service === undefined) throw new Error(`${source} does not export 'service'`);
  writeOpenApiFile(exported.service, target);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
