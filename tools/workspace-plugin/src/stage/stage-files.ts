/** Changes all files that list the stages, for a new stage. */
import type { Tree } from '@nx/devkit';
import { servicePlatformSources } from '@cross-account/platform/services';
import { consumerList, serviceNames } from '../service-app/listed-services';
import { formatted } from '../source/format';
import { TypeScriptSource } from '../source/typescript-source';
import { CONSUMER } from './placeholders';
import { withStage } from './stage-copy';
import type { NewStage, StageObject } from './stage-copy';
import { stageWorkflows } from './workflows';

/** The list of stages from which types, targets and generators are derived. */
export const STAGES_FILE = 'libs/stages/src/stages.json';

/** The template of a service's stages, which also has all stages. */
const TEMPLATE = 'tools/workspace-plugin/src/service-app/files/src/stages.ts.template';

const POLICIES = 'docs/policies';

const [shared, sharedByServices] = servicePlatformSources;

/** New contents by path relative to the workspace root; undefined when the stage has to be added manually. */
export type StageFiles = ReadonlyMap<string, string | undefined>;

/**
 * Returns the files that adding a stage changes.
 * @throws Error when a file does not have the stage to copy, or the one before the new stage
 */
export async function stageFiles(tree: Tree, stage: NewStage): Promise<StageFiles> {
  const files = new Map<string, string | undefined>();
  files.set(STAGES_FILE, await stageList(tree, stage));
  for (const [path, objects] of stageObjects(tree)) {
    const source = TypeScriptSource.read(tree, path);
    const { text } = objects.reduce((changed, object) => withStage(changed, object, stage), source);
    files.set(path, await formatted(tree, path.replace(/\.template$/, ''), text));
  }
  for (const { path, withStage: added } of stageWorkflows) {
    const text = tree.read(path, 'utf8');
    if (text !== null) files.set(path, added(text, stage));
  }
  for (const [path, text] of policies(tree, stage)) {
    files.set(path, await formatted(tree, path, text));
  }
  return files;
}

/** Returns the stages in the order in which they are deployed. */
export function stagesIn(tree: Tree): readonly string[] {
  return Object.keys(readStages(tree));
}

async function stageList(tree: Tree, { name, like, after }: NewStage): Promise<string> {
  const entries = Object.entries(readStages(tree));
  const position = entries.findIndex(([known]) => known === after) + 1;
  const all = entries.toSpliced(position, 0, [name, `Like ${like}`]);
  return formatted(tree, STAGES_FILE, JSON.stringify(Object.fromEntries(all), null, 2));
}

function readStages(tree: Tree): Readonly<Record<string, string>> {
  return JSON.parse(tree.read(STAGES_FILE, 'utf8') ?? '{}') as Readonly<Record<string, string>>;
}

/** Returns the locations of stages in TypeScript files, by file. */
function stageObjects(tree: Tree): readonly (readonly [string, readonly StageObject[]])[] {
  const apps = tree
    .children('apps')
    .map((folder) => [`apps/${folder}/src/stages.ts`, appNamed(folder)] as const)
    .filter(([path]) => tree.exists(path));
  return [
    [shared.file, [{ steps: ['platform'] }]],
    [sharedByServices.file, [{ steps: ['servicePlatform'] }]],
    ...apps.map(([path, app]) => [path, [{ steps: ['stages'], app }]] as const),
    [TEMPLATE, [{ steps: ['stages'], app: '<%= name %>' }]],
    [
      consumerList.path,
      serviceNames(tree).map((name) => ({ steps: ['services', { name }], app: name })),
    ],
  ];
}

function appNamed(folder: string): string {
  return folder === 'consumer-infra' ? CONSUMER : folder.replace(/-service$/, '');
}

/** Adds the new stage to policies that match names with a stage, such as `role/*-service-dev-*`. */
function policies(tree: Tree, { name, like }: NewStage): readonly (readonly [string, string])[] {
  const pattern = new RegExp(`"([^"\\s]*)-${like}-\\*"`, 'g');
  return tree
    .children(POLICIES)
    .map((file) => `${POLICIES}/${file}`)
    .map((path) => [path, tree.read(path, 'utf8') ?? ''] as const)
    .filter(([, text]) => text.search(pattern) >= 0)
    .map(([path, text]) => [path, text.replace(pattern, `$&, "$1-${name}-*"`)]);
}
