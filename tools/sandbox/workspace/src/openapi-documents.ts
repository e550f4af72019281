/** Reads the OpenAPI documents of the workspace's apps. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appOfStack } from './assemblies';

/** Returns a function that returns the document of a stack's API, or undefined when the app has none. */
export function openApiDocuments(workspaceRoot: string): (stack: string) => unknown {
  return (stack) => {
    const file = join(workspaceRoot, 'apps', appOfStack(stack), 'contract', 'openapi.json');
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch {
      return undefined;
    }
  };
}
