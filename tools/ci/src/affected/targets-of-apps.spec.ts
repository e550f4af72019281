/**
 * Checks the targets of the apps, and the commands that they would run, with Nx's project and task graphs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { stageNames } from '@cross-account/stages';
import { projectGraph } from '../testing/project-graph';
import type { ProjectGraph } from '../testing/project-graph';
import { shellEnvironment, workspaceRoot } from '../testing/workspace-copy';

interface Task {
  readonly target: { readonly project: string; readonly target: string };
  readonly cache?: boolean;
}

interface Target {
  readonly options: { readonly command?: string };
  readonly configurations: Readonly<Record<string, { readonly stage: string }>>;
  readonly defaultConfiguration?: string;
}

interface TaskGraph {
  readonly graph: {
    readonly nodes: Record<string, { readonly data: { readonly targets: Record<string, Target> } }>;
  };
  readonly tasks: {
    readonly tasks: Record<string, Task>;
    readonly dependencies: Record<string, readonly string[]>;
  };
}

const DEPLOYMENTS = ['deploy', 'diff', 'destroy'] as const;
const UNCACHED = [...DEPLOYMENTS, 'drift', 'bootstrap', 'smoke', 'follow-endpoint'] as const;

/** The task graph of a run in production; nothing is run. */
const graph = (() => {
  const output = execFileSync(
    process.execPath,
    [
      require.resolve('nx/bin/nx'),
      'run-many',
      `--targets=${UNCACHED.join(',')}`,
      '--configuration=prod',
      '--graph=stdout',
    ],
    {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: shellEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return JSON.parse(output.slice(output.indexOf('{'))) as TaskGraph;
})();

const tasks = Object.entries(graph.tasks.tasks);
const tasksOf = (target: string) => tasks.filter(([, task]) => task.target.target === target);

/** Returns all tasks that must run before a task. */
function before(id: string): string[] {
  const direct = graph.tasks.dependencies[id] ?? [];
  return direct.flatMap((one) => [one, ...before(one)]);
}

/** Returns the command of a target in production, without additional arguments. */
function commandOf(project: string, target: string): string {
  const { options } = graph.graph.nodes[project]?.data.targets[target] ?? {};
  return options?.command?.replaceAll('{stage}', 'prod') ?? '';
}

/** All apps with a stack. */
const apps = readdirSync(path.join(workspaceRoot, 'apps'))
  .filter((name) => existsSync(path.join(workspaceRoot, 'apps', name, 'cdk.json')))
  .sort();

const graphOfProjects = projectGraph();

describe('nx', () => {
  it.each(DEPLOYMENTS)('has %s for every app', (target) => {
    expect(
      tasksOf(target)
        .map(([, task]) => task.target.project)
        .sort(),
    ).toEqual(apps);
  });

  it.each(UNCACHED)('never caches %s', (target) => {
    expect(tasksOf(target).length).toBeGreaterThan(0);
    for (const [, task] of tasksOf(target)) expect(task.cache).toBe(false);
  });

  it.each(DEPLOYMENTS)(
    'synthesizes every %s again, so that no cache hides a changed endpoint ID',
    (target) => {
      for (const [id, task] of tasksOf(target)) {
        // Bundles may come from the cache, since they depend only on sources.
        const earlier = before(id).map((one) => graph.tasks.tasks[one]?.target.target);
        const builds = earlier.filter((one) => one !== 'deploy-first');
        expect([...new Set(builds)]).toEqual(['build']);
        const command = commandOf(task.target.project, target);
        expect(command).toMatch(new RegExp(`^(cdk|node .* --) ${target} .*-c stage=prod`));
        expect(command).not.toContain('--app');
      }
    },
  );

  it('synthesizes a service after the consumer, with a sandbox that has only the consumer', () => {
    const synth = graphOfProjects.nodes['food-service']?.data.targets['synth'];
    expect(synth?.dependsOn).toEqual(
      expect.arrayContaining([
        { projects: ['sandbox'], target: 'build' },
        { projects: ['tag:tier:platform'], target: 'synth' },
      ]),
    );
    const { sandbox, prod } = synth?.configurations ?? {};
    expect(sandbox?.['command']).toMatch(
      /main\.cjs exec --app \.\.\/\.\.\/dist\/cdk\.out\/consumer-infra\/sandbox -- cdk synth /,
    );
    expect(prod).toEqual({ stage: 'prod' });
    // A change of the sandbox changes neither the templates nor their tests.
    const outputs = { dependentTasksOutputFiles: 'dist/{apps,libs,cdk.out}/**/*' };
    expect(synth?.inputs).toContainEqual(outputs);
  });

  it('runs an app without the CDK CLI for the sandbox, with the command of its cdk.json', () => {
    const folder = '../../dist/cdk.deploy/{projectName}/sandbox';
    for (const app of apps) {
      const file = path.join(workspaceRoot, 'apps', app, 'cdk.json');
      const settings = JSON.parse(readFileSync(file, 'utf8')) as { app: string };
      const { deploy, 'synth-uncached': anew } = graphOfProjects.nodes[app]?.data.targets ?? {};
      const command = deploy?.configurations['sandbox']?.['command'];
      expect(String(command).replaceAll(app, '{projectName}')).toBe(
        `node ../../dist/tools/sandbox/main.cjs deploy --app='${settings.app}' -c stage=sandbox ${folder}`,
      );
      expect(anew?.options).toMatchObject({
        command: settings.app,
        env: {
          CDK_OUTDIR: folder.replace('{projectName}', app),
          CDK_CONTEXT_JSON: '{"stage":"sandbox"}',
        },
      });
    }
  });

  it.each(UNCACHED)('has no default stage for %s', (target) => {
    const { defaultConfiguration } =
      graph.graph.nodes['consumer-infra']?.data.targets[target] ?? {};
    expect(defaultConfiguration).toBeUndefined();
  });

  it('deploys a replaced endpoint to every service', () => {
    const services = apps.filter((app) => app !== 'consumer-infra');
    expect(tasksOf('follow-endpoint').map(([, { target }]) => target.project)).toEqual(services);
    const cdkOf = (command: string) => command.slice(command.indexOf(' -- '));
    for (const service of services) {
      expect(cdkOf(commandOf(service, 'follow-endpoint'))).toBe(
        cdkOf(commandOf(service, 'deploy')),
      );
    }
  });

  it('knows the stages of the apps', () => {
    const { targets } = graph.graph.nodes['consumer-infra']?.data ?? { targets: {} };
    const stagesOf = (target: string) => Object.keys(targets[target]?.configurations ?? {}).sort();
    expect(stagesOf('deploy')).toEqual([...stageNames].sort());
    expect(stagesOf('synth')).toEqual(stagesOf('deploy'));
    expect(['sandbox', ...stagesOf('smoke')].sort()).toEqual(stagesOf('deploy'));
  });

  it('writes the outputs of a deployment where smoke reads them', () => {
    expect(commandOf('consumer-infra', 'deploy')).toContain(
      '--outputs-file ../../dist/outputs/consumer-infra.prod.json',
    );
  });

  it('leaves the confirmation of a destroy to the user', () => {
    expect(commandOf('consumer-infra', 'destroy')).not.toMatch(/--force|--yes|\s-[fy]\b/);
  });

  it.each(UNCACHED)('passes additional arguments such as --force to %s', (target) => {
    // Nx passes additional arguments only to commands that interpolate no argument.
    expect(commandOf('consumer-infra', target)).not.toContain('{args');
  });
});

/** Library code that esbuild includes through an alias, so that Nx sees no import of it. */
const IN_EVERY_BUNDLE = '{workspaceRoot}/libs/function-bundle/src/**/*';

describe("an app's deployment", () => {
  const deployed = reachableFrom(apps, graphOfProjects);

  it('depends on everything that the app consists of', () => {
    expect(deployed).toEqual(expect.arrayContaining([...apps, 'orders-domain', 'networking']));
    expect(deployed).not.toContain('aws-checks');
  });

  // A change of a target's input file affects its project, and all that depend on it.
  it.each(deployed)('does not depend on %s', (name) => {
    const targets = Object.values(graphOfProjects.nodes[name]?.data.targets ?? {});
    const inputs = targets.flatMap((target) => target.inputs);
    const ofTheWorkspace = inputs.filter((input) =>
      /"(\{workspaceRoot\}|lint"|tests"|testFiles")/.test(JSON.stringify(input)),
    );
    expect(ofTheWorkspace.filter((input) => input !== IN_EVERY_BUNDLE)).toEqual([]);
  });
});

/** Returns these projects and all that they depend on. */
function reachableFrom(names: readonly string[], { nodes, dependencies }: ProjectGraph): string[] {
  const found = new Set(names);
  for (const name of found) {
    for (const next of dependencies[name] ?? []) if (next in nodes) found.add(next);
  }
  return [...found].sort();
}
