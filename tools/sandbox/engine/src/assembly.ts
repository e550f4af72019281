/**
 * Reads cloud assemblies: the stacks of an assembly and its nested assemblies (one for each `Stage`), with their
 * environments and assets.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_ENVIRONMENT } from '@sandbox/kernel/environment.cjs';
import { reasonOf } from '@sandbox/kernel/one-line';
import { environmentOf, type Environment } from './assembly-environment';
import { fileOf, nestedFolder, parsedJson, readJson } from './assembly-file';
import { artifactMetadata, metadataOf } from './assembly-metadata';
import { parseTemplate, type Template } from './template';

/** A synthesized stack: its template, its environment and its file assets. */
export interface StackArtifact {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Whether the stack is environment-agnostic, so that the default account and Region are used. */
  readonly isEnvironmentAgnostic?: boolean;
  /** Whether the stack has termination protection. @default false */
  readonly terminationProtection?: boolean;
  readonly template: Template;
  /** The folder or file of each asset, by S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
  /** Errors that the app reported, such as `Stack/Topic: the topic needs a key`. @default none */
  readonly errors?: readonly string[];
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().default(''),
      /** IDs of artifacts, including stacks that have to be deployed before. */
      dependencies: z.array(z.string()).default([]),
      ...artifactMetadata,
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          terminationProtection: z.boolean().optional(),
          /** Of a nested assembly. */
          directoryName: z.string().optional(),
        })
        .optional(),
    }),
  ),
  /** Values that the CDK CLI would look up in AWS; the templates contain placeholders for them. */
  missing: z.array(z.object({ key: z.string() })).default([]),
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

/** An assembly's folder and the outermost one, whose assets nested assemblies share. */
interface AssemblyPlace {
  readonly folder: string;
  readonly root: string;
  readonly defaults: Environment;
}

/**
 * Returns the stacks of a cloud assembly and its nested assemblies, each after its dependencies.
 *
 * @param defaults the environment of environment-agnostic stacks.
 * @throws {Error} with the folder, when it contains no valid assembly or no stack, or with the stack, when its name,
 *   account, Region or one of its files is invalid.
 */
export function readAssembly(
  folder: string,
  defaults: Environment = DEFAULT_ENVIRONMENT,
): readonly StackArtifact[] {
  const stacks = readStacks({ folder, root: folder, defaults });
  if (stacks.length > 0) return stacks;
  throw new Error(
    `${folder}: neither the assembly nor a nested assembly contains a stack; specify the folder that ` +
      'cdk synth wrote for an app with stacks',
  );
}

function readStacks(place: AssemblyPlace): readonly StackArtifact[] {
  const { folder } = place;
  const manifest = readJson(fileOf(folder, 'manifest.json', 'the assembly'), manifestSchema);
  if (manifest.missing.length > 0) {
    const keys = manifest.missing.map(({ key }) => key).join(', ');
    throw new Error(
      `${folder}: the app needs values from AWS, which cdk synth looks up with credentials, or reads from ` +
        `cdk.context.json: ${keys}`,
    );
  }
  return inOrder(folder, manifest.artifacts).flatMap(([id, artifact]) => {
    const { type, properties = {} } = artifact;
    if (type === 'cdk:cloud-assembly') {
      return readStacks({ ...place, folder: nestedFolder(folder, id, properties.directoryName) });
    }
    return type === 'aws:cloudformation:stack' ? [readStack(place, id, artifact)] : [];
  });
}

function readStack(place: AssemblyPlace, id: string, artifact: Artifacts[string]): StackArtifact {
  const { folder, defaults } = place;
  const {
    templateFile,
    stackName: name = id,
    terminationProtection = false,
  } = artifact.properties ?? {};
  const refused = (problem: string) => new Error(`${folder}: stack ${id} ${problem}`);
  if (!STACK_NAME.test(name)) {
    throw refused(
      `is called ${JSON.stringify(name)}; a stack name must consist of letters, digits and hyphens, begin with ` +
        'a letter and have at most 128 characters',
    );
  }
  const environment = environmentOf(artifact.environment, defaults);
  if ('problem' in environment) throw refused(environment.problem);
  if (templateFile === undefined) throw refused('has no templateFile');
  const errors = reportedErrors(folder, artifact);
  return {
    name,
    ...environment,
    terminationProtection,
    template: readTemplate(fileOf(folder, templateFile, `the template of stack ${id}`)),
    assets: readAssets(place, id),
    ...(errors.length > 0 && { errors }),
  };
}

/** The metadata of errors that an app reported with CDK's `Annotations`. */
const ERROR = 'aws:cdk:error';

function reportedErrors(folder: string, artifact: Artifacts[string]): readonly string[] {
  return metadataOf(folder, artifact, ERROR).flatMap((metadata) =>
    Object.entries(metadata).flatMap(([path, entries]) =>
      entries
        .filter(({ type }) => type === ERROR)
        .map(({ data }) => `${path.replace(/^\//, '')}: ${String(data)}`),
    ),
  );
}

type Artifacts = z.output<typeof manifestSchema>['artifacts'];
type Entry = readonly [id: string, artifact: Artifacts[string]];

/**
 * Returns the artifacts, each after its dependencies.
 *
 * @throws {Error} for a dependency that does not exist, as CDK does, and for a cycle.
 */
function inOrder(folder: string, artifacts: Artifacts): readonly Entry[] {
  const all = new Map(Object.entries(artifacts));
  const ordered = new Map<string, Artifacts[string]>();
  const visit = (id: string, dependents: readonly string[]): void => {
    const refused = (problem: string) => new Error(`${folder}: the artifact ${problem}`);
    const artifact = all.get(id);
    if (!artifact) {
      throw refused(`${dependents.at(-1)} depends on ${id}, which is not in the assembly`);
    }
    if (ordered.has(id)) return;
    const path = [...dependents, id];
    if (dependents.includes(id)) throw refused(`${id} depends on itself: ${path.join(' -> ')}`);
    for (const dependency of artifact.dependencies) visit(dependency, path);
    ordered.set(id, artifact);
  };
  for (const id of all.keys()) visit(id, []);
  return [...ordered];
}

function readTemplate(file: string): Template {
  const content = parsedJson(file, readFileSync(file, 'utf8'));
  try {
    return parseTemplate(content);
  } catch (error) {
    throw new Error(`${file}: ${reasonOf(error)}`, { cause: error });
  }
}

function readAssets({ folder, root }: AssemblyPlace, stackId: string): ReadonlyMap<string, string> {
  const file = fileOf(folder, `${stackId}.assets.json`, `the asset manifest of stack ${stackId}`);
  if (!existsSync(file)) return new Map();
  return new Map(
    Object.entries(readJson(file, assetsSchema).files).flatMap(([id, { source, destinations }]) => {
      // Without a path, a command creates the asset, which the sandbox does not run.
      if (source.path === undefined) return [];
      const path = fileOf(folder, source.path, `the asset ${id} of stack ${stackId}`, root);
      return Object.values(destinations).map(({ objectKey }) => [objectKey, path] as const);
    }),
  );
}
