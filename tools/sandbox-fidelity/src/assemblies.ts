/** Cloud assemblies of the real apps, with edited templates. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { App, TemplateEdit } from './fidelity-case';
import { edited } from './template-edits';

const workspaceRoot = resolve(__dirname, '../../..');

export const apps: readonly App[] = ['consumer-infra', 'food-service', 'beverage-service'];

/** Returns the name of an app's stack for the stage `sandbox`. */
export function stackOf(app: App): string {
  return `${app}-sandbox`;
}

/**
 * Returns the folder of each app's assembly, like {@link assemblyWith}.
 *
 * @throws {Error} when an edit does not apply to the templates.
 */
export function assembliesWith(edits: readonly TemplateEdit[], folder: string): readonly string[] {
  return apps.map((app) => assemblyWith(app, edits, folder));
}

/**
 * Returns the folder of an app's assembly: the synthesized one or, if there are edits of this app, an edited copy.
 *
 * @param folder the parent folder of the copy.
 * @throws {Error} when an edit does not apply to the template.
 */
export function assemblyWith(app: App, edits: readonly TemplateEdit[], folder: string): string {
  const own = edits.filter((edit) => edit.app === app);
  const source = join(workspaceRoot, 'dist', 'cdk.out', app, 'sandbox');
  return own.length === 0 ? source : copied(app, source, own, join(folder, app));
}

function copied(app: App, source: string, edits: readonly TemplateEdit[], target: string): string {
  mkdirSync(target, { recursive: true });
  const [template, assets] = ['template', 'assets'].map((kind) => `${stackOf(app)}.${kind}.json`);
  for (const name of readdirSync(source)) {
    if (name === template || name === assets) continue;
    cpSync(join(source, name), join(target, name), { recursive: true });
  }
  const codes = edits.filter(({ code }) => code !== undefined);
  const changes = edits.map((edit) =>
    edit.code === undefined ? edit : { ...edit, value: { S3Key: keyOf(codes.indexOf(edit)) } },
  );
  const changed = edited(readJson(join(source, template ?? '')), stackOf(app), changes);
  writeFileSync(join(target, template ?? ''), JSON.stringify(changed));
  const withCode = codes.reduce(
    (all, { code = '' }, index) => addCode(all, keyOf(index), code, target),
    assetsSchema.parse(readJson(join(source, assets ?? ''))),
  );
  writeFileSync(join(target, assets ?? ''), JSON.stringify(withCode));
  return target;
}

const assetsSchema = z.looseObject({ files: z.record(z.string(), z.unknown()) });

function keyOf(index: number): string {
  return `code${index}.zip`;
}

function addCode(
  assets: z.output<typeof assetsSchema>,
  key: string,
  code: string,
  target: string,
): z.output<typeof assetsSchema> {
  const path = `asset.${key}`;
  mkdirSync(join(target, path));
  writeFileSync(join(target, path, 'handler.mjs'), code);
  const file = { source: { path }, destinations: { here: { objectKey: key } } };
  return { ...assets, files: { ...assets.files, [key]: file } };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
