/** Reads what `cdk synth` wrote: the stacks of a cloud assembly, their environment and assets. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { oneLine } from '../one-line';
import { parseTemplate, type Template } from './template';

/** One stack as synthesized: its template, where it goes, and the folders of its file assets. */
export interface StackArtifact {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  /** Folder or file of each asset by its S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      /** IDs of artifacts, among them stacks that have to be there before. */
      dependencies: z.array(z.string()).default([]),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/**
 * Reads the stacks of a cloud assembly folder, each after those that it depends on.
 *
 * @throws {Error} naming the folder when it holds no readable assembly.
 */
export function readAssembly(folder: string): readonly StackArtifact[] {
  const manifest = readJson(join(folder, 'manifest.json'), manifestSchema);
  return inOrder(manifest.artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => {
      const templateFile = artifact.properties?.templateFile ?? `${id}.template.json`;
      const [account = '', region = ''] = (artifact.environment ?? '').slice(6).split('/');
      if (!/^\d{12}$/.test(account)) {
        throw new Error(`${folder}: stack ${id} names no account, so no local account can hold it`);
      }
      return {
        name: artifact.properties?.stackName ?? id,
        account,
        region,
        template: readTemplate(join(folder, templateFile)),
        assets: readAssets(folder, id),
      };
    });
}

type Artifacts = z.output<typeof manifestSchema>['artifacts'];

/** The artifacts with each after its dependencies; CDK lets none depend on itself. */
function inOrder(artifacts: Artifacts): readonly (readonly [string, Artifacts[string]])[] {
  const ordered = new Map<string, Artifacts[string]>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || ordered.has(id)) return;
    artifact.dependencies.forEach(visit);
    ordered.set(id, artifact);
  };
  Object.keys(artifacts).forEach(visit);
  return [...ordered];
}

function readTemplate(file: string): Template {
  try {
    return parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file}: ${reason}`, { cause: error });
  }
}

function readAssets(folder: string, stackId: string): ReadonlyMap<string, string> {
  const file = join(folder, `${stackId}.assets.json`);
  if (!existsSync(file)) return new Map();
  return new Map(
    Object.values(readJson(file, assetsSchema).files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(
        ({ objectKey }) => [objectKey, join(folder, source.path ?? '')] as const,
      ),
    ),
  );
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!result.success) {
    throw new Error(`${file} is not a cloud assembly's file: ${oneLine(result.error)}`);
  }
  return result.data;
}
