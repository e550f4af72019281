/** Generates the files of an operation, and changes the existing ones. */
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { formatted } from '../source/format';
import { filledTemplates } from '../source/templates';
import { TypeScriptSource } from '../source/typescript-source';
import type { Call } from './call';

const TEMPLATES = join(__dirname, 'files');

/** Returns the new files of an operation, by path relative to the workspace root. */
export async function callFiles(tree: Tree, call: Call): Promise<ReadonlyMap<string, string>> {
  const values = {
    name: call.name,
    identifier: call.identifier,
    method: call.method,
    path: call.path,
    sets: call.sets,
    summary: summaryOf(call),
  };
  const templates = ['every', call.kind].flatMap((folder) =>
    filledTemplates(join(TEMPLATES, folder), values),
  );
  const files = new Map<string, string>();
  for (const [name, text] of templates) {
    const path = `${call.folder}/${name.replace('__name__', call.name).replace('logic.ts', `${call.name}.ts`)}`;
    files.set(path, await formatted(tree, path, text));
  }
  return files;
}

/** Adds the operation to its service's operations, and the field that it sets to the service's state. */
export async function declareCall(tree: Tree, call: Call): Promise<void> {
  const operations = ['api', 'operations'];
  await change(tree, `${call.folder}/src/api.ts`, (source) =>
    source.hasElement(operations, call.identifier)
      ? source
      : source
          .withElementAt(operations, call.identifier)
          .withImport(`./lambdas/${call.name}/operation`, call.identifier),
  );
  if (call.kind !== 'update') return;
  await change(tree, `${call.folder}/src/service.ts`, (source) => {
    if (source.has('service', 'state', call.sets)) return source;
    const time = `optionalTime({ description: 'When ${call.method} ${call.path} was called' })`;
    const declared = source.has('service', 'state')
      ? source.withProperty(['service', 'state'], call.sets, time)
      : source.withProperty(['service'], 'state', `{ ${call.sets}: ${time} }`);
    return declared.withImport('@cross-account/orders-domain', 'optionalTime');
  });
}

async function change(
  tree: Tree,
  path: string,
  edit: (source: TypeScriptSource) => TypeScriptSource,
): Promise<void> {
  const source = TypeScriptSource.read(tree, path);
  const { text } = edit(source);
  if (text !== source.text) tree.write(path, await formatted(tree, path, text));
}

/** Returns a summary such as 'Cancel order' for `cancel-order`. */
function summaryOf({ name }: Call): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
