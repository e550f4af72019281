/** Reads what `cdk synth` wrote: the stacks of a cloud assembly, their environment and assets. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { oneLine } from '../one-line';
import { isRegion } from '../services/region';
import { fileOf } from './assembly-file';
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

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;
const ENVIRONMENT = /^aws:\/\/([^/]*)\/([^/]*)$/;

/**
 * Reads the stacks of a cloud assembly folder, each after those that it depends on.
 *
 * @throws {Error} naming the folder when it holds no readable assembly, and the stack when its name,
 *   account, Region or one of its files can't be one.
 */
export function readAssembly(folder: string): readonly StackArtifact[] {
  const manifest = readJson(fileOf(folder, 'manifest.json', 'the assembly'), manifestSchema);
  return inOrder(manifest.artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => readStack(folder, id, artifact));
}

function readStack(folder: string, id: string, artifact: Artifacts[string]): StackArtifact {
  const { templateFile = `${id}.template.json`, stackName: name = id } = artifact.properties ?? {};
  const refused = (problem: string) => new Error(`${folder}: stack ${id} ${problem}`);
  if (!STACK_NAME.test(name)) {
    throw refused(
      `is called ${JSON.stringify(name)}; a stack's name has letters, digits and hyphens, begins with ` +
        'a letter and is not over 128 characters',
    );
  }
  const [, account = '', region = ''] = ENVIRONMENT.exec(artifact.environment ?? '') ?? [];
  if (!/^\d{12}$/.test(account)) {
    throw refused('names no account, so no local account can hold it');
  }
  if (!isRegion(region)) {
    throw refused(`names the Region ${JSON.stringify(region)}; one is such as eu-central-1`);
  }
  return {
    name,
    account,
    region,
    template: readTemplate(fileOf(folder, templateFile, `the template of stack ${id}`)),
    assets: readAssets(folder, id),
  };
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
  const file = fileOf(folder, `${stackId}.assets.json`, `stack ${stackId}`);
  if (!existsSync(file)) return new Map();
  return new Map(
    Object.entries(readJson(file, assetsSchema).files).flatMap(([id, { source, destinations }]) => {
      // Without a path, a command makes the asset, which no local account runs.
      if (source.path === undefined) return [];
      const path = fileOf(folder, source.path, `the asset ${id} of stack ${stackId}`);
      return Object.values(destinations).map(({ objectKey }) => [objectKey, path] as const);
    }),
  );
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!result.success) {
    throw new Error(`${file} is not a cloud assembly's file: ${oneLine(result.error)}`);
  }
  return result.data;
}
