/** A cloud assembly folder as `cdk synth` writes it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../template';

export interface AssemblyStack {
  readonly name: string;
  readonly account: string;
  readonly template: Template;
  /** Source of `handler.mjs` by asset key; functions name the key in `Code.S3Key`. */
  readonly code?: Readonly<Record<string, string>>;
}

/** Writes the assembly of one stack into a folder. Returns the folder. */
export function assemblyFolder(folder: string, stack: AssemblyStack): string {
  const { name, account, template, code = {} } = stack;
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), JSON.stringify(value));
  write('manifest.json', {
    artifacts: {
      Tree: { type: 'cdk:tree' },
      [name]: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${account}/eu-central-1`,
        properties: { templateFile: `${name}.template.json`, stackName: name },
      },
    },
  });
  write(`${name}.template.json`, template);
  write(`${name}.assets.json`, {
    files: Object.fromEntries(
      Object.keys(code).map((key) => [
        key,
        { source: { path: `asset.${key}` }, destinations: { here: { objectKey: key } } },
      ]),
    ),
  });
  for (const [key, source] of Object.entries(code)) {
    mkdirSync(join(folder, `asset.${key}`));
    writeFileSync(join(folder, `asset.${key}`, 'handler.mjs'), source);
  }
  return folder;
}
