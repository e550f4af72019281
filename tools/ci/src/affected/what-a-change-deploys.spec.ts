/** Asks Nx itself, in a copy of the workspace, what it would deploy after a change. */
import { z } from 'zod';
import { WorkspaceCopy } from '../testing/workspace-copy';

const taskGraphSchema = z.object({
  tasks: z.object({
    tasks: z.record(
      z.string(),
      z.object({ target: z.object({ project: z.string(), target: z.string() }) }),
    ),
    dependencies: z.record(z.string(), z.array(z.string())),
  }),
});

const packageSchema = z.looseObject({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

const lockfileSchema = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

const inputsSchema = z.object({ files: z.array(z.string()) });

const copy = new WorkspaceCopy();

afterAll(() => copy.remove());

/** Changes one file as a person would: a comment more in code, a space more in JSON. */
function touch(file: string): void {
  const known = copy.git('ls-files', '--', file) !== '';
  const more = file.endsWith('.json') ? ' ' : file.endsWith('.md') ? '\nMore.\n' : '\n// more\n';
  copy.write(file, (known ? copy.read(file) : '') + more);
}

/**
 * Raises the version of a package and of those that are released with it, under its name and with its
 * version (`jest`, `jest-circus`, `@jest/core`), as an update does in manifest and lockfile.
 */
function update(name: string): void {
  const manifest = packageSchema.parse(JSON.parse(copy.read('package.json')));
  const group = name in manifest.dependencies ? manifest.dependencies : manifest.devDependencies;
  group[name] = `${group[name] ?? ''}-next`;
  copy.write('package.json', JSON.stringify(manifest, undefined, 2));
  const lockfile = lockfileSchema.parse(JSON.parse(copy.read('package-lock.json')));
  const version = lockfile.packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`package-lock.json has no package ${name}`);
  const isRelated = new RegExp(`^node_modules/@?${name.replace(/^@/, '')}([/-]|$)`);
  for (const [folder, entry] of Object.entries(lockfile.packages)) {
    if (entry.version === version && isRelated.test(folder)) entry.version = `${version}-next`;
  }
  copy.write('package-lock.json', JSON.stringify(lockfile, undefined, 2));
}

/** The tasks of `nx affected -t deploy -c dev` on a branch with a change; Nx names none of them with the stage. */
function deploymentsAfter(change: () => void) {
  copy.git('checkout', '--quiet', '--force', '-B', 'change', 'main');
  change();
  copy.commit('a change');
  const output = copy.nx('affected', '-t', 'deploy', '-c', 'dev', '--base=main', '--graph=stdout');
  const { tasks } = taskGraphSchema.parse(JSON.parse(output.slice(output.indexOf('{'))));
  const deployed = Object.values(tasks.tasks)
    .filter(({ target }) => target.target === 'deploy')
    .map(({ target }) => target.project)
    .sort();
  return { deployed, dependencies: tasks.dependencies };
}

/** Everything that Nx runs before a task. */
function before(id: string, dependencies: Record<string, string[]>): string[] {
  return (dependencies[id] ?? []).flatMap((one) => [one, ...before(one, dependencies)]);
}

/** In the place of CDK: adds the app to a list. */
const noteTheApp = '"echo {projectName} >> ../../dist/deployed"';

/** The deployed apps of the workspace, whichever services it has. */
const ALL = copy
  .git('ls-files', 'apps/*/cdk.json')
  .split('\n')
  .flatMap((file) => file.split('/')[1] ?? [])
  .sort();
const SERVICES = ALL.filter((app) => app !== 'consumer-infra');
const NOTHING: string[] = [];

describe('nx affected -t deploy -c dev', () => {
  it.each`
    change                           | files                                                                      | deploys
    ${'a function of food'}          | ${['apps/food-service/src/lambdas/place-order/handler.ts']}                | ${['food-service']}
    ${"food's menu"}                 | ${['apps/food-service/src/service.ts']}                                    | ${['food-service']}
    ${"food's stages"}               | ${['apps/food-service/src/stages.ts']}                                     | ${['food-service']}
    ${"food's CDK flags"}            | ${['apps/food-service/cdk.json']}                                          | ${['food-service']}
    ${"beverage's menu"}             | ${['apps/beverage-service/src/service.ts']}                                | ${['beverage-service']}
    ${"the consumer's stack"}        | ${['apps/consumer-infra/src/consumer-stack.ts']}                           | ${['consumer-infra']}
    ${'consumer and food'}           | ${['apps/consumer-infra/src/stages.ts', 'apps/food-service/src/main.ts']}  | ${['consumer-infra', 'food-service']}
    ${'the domain'}                  | ${['libs/orders-domain/src/domain/order.ts']}                              | ${SERVICES}
    ${'the construct'}               | ${['libs/microservice-construct/src/microservice.ts']}                     | ${SERVICES}
    ${'the networks'}                | ${['libs/networking/src/service/isolated-service-vpc.ts']}                 | ${ALL}
    ${"custom resources' protocol"}  | ${['libs/custom-resource/src/custom-resource-handler.ts']}                 | ${ALL}
    ${'how Nx builds and deploys'}   | ${['nx.json']}                                                             | ${ALL}
    ${'the version of Node.js'}      | ${['.nvmrc']}                                                              | ${ALL}
    ${'the front page'}              | ${['README.md']}                                                           | ${NOTHING}
    ${"a page beside an app's code"} | ${['apps/food-service/README.md']}                                         | ${NOTHING}
    ${'documents'}                   | ${['docs/deploy.md', 'docs/policies/order-service-execution.json']}        | ${NOTHING}
    ${'the sandbox'}                 | ${['tools/sandbox/src/main.ts']}                                           | ${NOTHING}
    ${'a generator'}                 | ${['tools/workspace-plugin/src/generators/service/generator.ts']}          | ${NOTHING}
    ${'the checks of pull requests'} | ${['tools/ci/src/deploy/deployment.ts']}                                   | ${NOTHING}
    ${'workflows and owners'}        | ${['.github/workflows/pull-request.yml', '.github/CODEOWNERS', '.ci/run']} | ${NOTHING}
    ${'the end-to-end tests'}        | ${['apps/orders-e2e/src/place-order.spec.ts']}                             | ${NOTHING}
  `(
    'deploys $deploys after a change of $change',
    ({ files, deploys }: { files: string[]; deploys: string[] }) => {
      expect(deploymentsAfter(() => files.forEach(touch)).deployed).toEqual(deploys);
    },
  );

  it.each`
    package                       | use                                | deploys
    ${'prettier'}                 | ${'formats code'}                  | ${NOTHING}
    ${'jest'}                     | ${'runs tests'}                    | ${NOTHING}
    ${'eslint'}                   | ${'reads code'}                    | ${NOTHING}
    ${'@aws-sdk/client-dynamodb'} | ${'is in the bundles of services'} | ${SERVICES}
    ${'esbuild'}                  | ${'makes every bundle'}            | ${ALL}
    ${'aws-cdk-lib'}              | ${'makes every template'}          | ${ALL}
    ${'aws-cdk'}                  | ${'deploys every template'}        | ${ALL}
  `(
    'deploys $deploys after an update of $package, which $use',
    ({ package: name, deploys }: { package: string; deploys: string[] }) => {
      expect(deploymentsAfter(() => update(name)).deployed).toEqual(deploys);
    },
  );

  it('deploys the consumer before the services where both are affected', () => {
    const { dependencies } = deploymentsAfter(() => touch('libs/networking/src/index.ts'));
    for (const service of SERVICES) {
      expect(before(`${service}:deploy`, dependencies)).toContain('consumer-infra:deploy-first');
    }
  });

  it('runs the commands in that order, and one for each app', () => {
    copy.git('checkout', '--quiet', '--force', '-B', 'change', 'main');
    const commands = copy.read('nx.json').replace(/"cdk deploy [^"]*"/g, noteTheApp);
    copy.write('nx.json', commands);
    const projects = '--projects=consumer-infra,food-service';
    copy.nx('run-many', '-t', 'deploy', '-c', 'prod', projects);
    expect(copy.read('dist/deployed')).toBe('consumer-infra\nfood-service\n');
  });

  it('reaches an app by its test alone, with the very bundles and template that are deployed', () => {
    const spec = 'apps/food-service/src/another.spec.ts';
    expect(deploymentsAfter(() => touch(spec)).deployed).toEqual(['food-service']);
    for (const target of ['build', 'synth']) {
      const inputs = inputsSchema.parse(
        JSON.parse(copy.nx('show', 'target', 'inputs', `food-service:${target}`, '--json')),
      );
      expect(inputs.files).toContain('apps/food-service/src/service.ts');
      expect(inputs.files).not.toContain(spec);
    }
  });
});
