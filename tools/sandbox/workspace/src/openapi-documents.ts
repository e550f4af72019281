/** The OpenAPI documents that the apps of the workspace keep beside their code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appOfStack } from './assemblies';

/** Returns what finds the document of the API of a stack; it finds undefined where an app has none. */
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
