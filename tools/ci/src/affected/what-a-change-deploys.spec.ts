/** Checks, with Nx in a copy of the workspace, what would be deployed after a change. */
import { existsSync } from 'node:fs';
import path from 'node:path';
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

const buildSchema = z.object({
  targets: z.object({
    build: z.object({
      options: z.object({ main: z.string(), additionalEntryPoints: z.array(z.string()) }),
    }),
  }),
});

const names = z.array(z.string());

const copy = new WorkspaceCopy();

afterAll(() => copy.remove());

/** All deployed apps of the workspace. */
const ALL = filesIn('apps/*/cdk.json')
  .flatMap((file) => file.split('/')[1] ?? [])
  .sort();
const CONSUMER = ['consumer-infra'];
const FOOD = ['food-service'];
const SERVICES = ALL.filter((app) => app !== 'consumer-infra');
const NOTHING: string[] = [];

const FOOD_HANDLER = 'apps/food-service/src/lambdas/get-order/handler.ts';
const NEW_HANDLER = 'apps/food-service/src/lambdas/cancel-order/handler.ts';

const DAEMON = { NX_DAEMON: 'true' };

/** Returns the tracked files that match patterns. */
function filesIn(...patterns: string[]): string[] {
  return copy
    .git('ls-files', '--', ...patterns)
    .split('\n')
    .filter((file) => file !== '');
}

/** Returns the apps that Nx deploys after a change, given as changed files or as commits since a base. */
function deployedAfter(...changed: string[]): string[] {
  const args = ['show', 'projects', '--affected', ...changed, '--with-target=deploy', '--json'];
  return names.parse(JSON.parse(copy.nx(...args))).sort();
}

const deployedAfterChangeOf = (files: readonly string[]) =>
  deployedAfter(`--files=${files.join(',')}`);

/** Returns the apps that Nx deploys after a branch with changes. */
function deployedAfterBranch(change: () => void): string[] {
  copy.git('checkout', '--quiet', '--force', '-B', 'change', 'main');
  change();
  copy.commit('a change');
  return deployedAfter('--base=main', '--head=HEAD');
}

/**
 * Raises the version of packages, and of packages that are released together with them (`jest`,
 * `jest-circus`, `@jest/core`), in package.json and package-lock.json, as an update does.
 */
function update(...packages: readonly string[]): void {
  const manifest = packageSchema.parse(JSON.parse(copy.read('package.json')));
  const lockfile = lockfileSchema.parse(JSON.parse(copy.read('package-lock.json')));
  for (const name of packages) {
    const group = name in manifest.dependencies ? manifest.dependencies : manifest.devDependencies;
    group[name] = `${group[name] ?? ''}-next`;
    const version = lockfile.packages[`node_modules/${name}`]?.version;
    if (version === undefined) throw new Error(`package-lock.json has no package ${name}`);
    const isRelated = new RegExp(`^node_modules/@?${name.replace(/^@/, '')}([/-]|$)`);
    for (const [folder, entry] of Object.entries(lockfile.packages)) {
      if (entry.version === version && isRelated.test(folder)) entry.version = `${version}-next`;
    }
  }
  copy.write('package.json', JSON.stringify(manifest, undefined, 2));
  copy.write('package-lock.json', JSON.stringify(lockfile, undefined, 2));
}

describe('nx affected -t deploy, after a change of', () => {
  it.each`
    change                            | file                                                           | deploys
    ${'a function of food'}           | ${'apps/food-service/src/lambdas/place-order/handler.ts'}      | ${FOOD}
    ${"food's menu"}                  | ${'apps/food-service/src/service.ts'}                          | ${FOOD}
    ${"food's stages"}                | ${'apps/food-service/src/stages.ts'}                           | ${FOOD}
    ${"food's CDK settings"}          | ${'apps/food-service/cdk.json'}                                | ${FOOD}
    ${"beverage's menu"}              | ${'apps/beverage-service/src/service.ts'}                      | ${['beverage-service']}
    ${"the consumer's stages"}        | ${'apps/consumer-infra/src/stages.ts'}                         | ${CONSUMER}
    ${"the consumer's stack"}         | ${'apps/consumer-infra/src/consumer-stack.ts'}                 | ${CONSUMER}
    ${'the client instance'}          | ${'apps/consumer-infra/src/clients/client-instance.ts'}        | ${CONSUMER}
    ${'the smoke test'}               | ${'apps/consumer-infra/src/clients/smoke-test.ts'}             | ${CONSUMER}
    ${'the load balancer'}            | ${'apps/consumer-infra/src/network/internal-load-balancer.ts'} | ${CONSUMER}
    ${"a service's row for callers"}  | ${'apps/consumer-infra/src/services.ts'}                       | ${CONSUMER}
    ${'the domain'}                   | ${'libs/orders-domain/src/domain/order.ts'}                    | ${SERVICES}
    ${'the storage'}                  | ${'libs/orders-domain/src/adapters/dynamodb/order-writer.ts'}  | ${SERVICES}
    ${'the HTTP adapter'}             | ${'libs/orders-domain/src/adapters/http/responses.ts'}         | ${SERVICES}
    ${'the construct'}                | ${'libs/microservice-construct/src/microservice.ts'}           | ${SERVICES}
    ${'what services share'}          | ${'libs/platform/services/src/service-platform.ts'}            | ${SERVICES}
    ${'what all accounts share'}      | ${'libs/platform/src/platform.ts'}                             | ${ALL}
    ${'how stages are selected'}      | ${'libs/stages/src/select-stage.ts'}                           | ${ALL}
    ${'the networks'}                 | ${'libs/networking/src/vpc-flow-log.ts'}                       | ${ALL}
    ${'the base of the CDK apps'}     | ${'libs/cdk-app/src/stage-stack.ts'}                           | ${ALL}
    ${"custom resources' protocol"}   | ${'libs/custom-resource/src/custom-resource-handler.ts'}       | ${ALL}
    ${'what every bundle leaves out'} | ${'libs/function-bundle/src/http.ts'}                          | ${ALL}
    ${'how Nx builds and deploys'}    | ${'nx.json'}                                                   | ${ALL}
    ${'how TypeScript compiles'}      | ${'tsconfig.base.json'}                                        | ${ALL}
    ${'the version of Node.js'}       | ${'.nvmrc'}                                                    | ${ALL}
  `('$change: deploys $deploys', ({ file, deploys }: { file: string; deploys: string[] }) => {
    expect(existsSync(path.join(copy.root, file))).toBe(true);
    expect(deployedAfterChangeOf([file])).toEqual(deploys);
  });

  it.each([
    ['new', () => copy.write(NEW_HANDLER, 'export const handler = () => undefined;\n')],
    ['deleted', () => void copy.git('rm', '--quiet', FOOD_HANDLER)],
  ])('a function that is %s: deploys its app', (_how, change) => {
    expect(deployedAfterBranch(change)).toEqual(FOOD);
  });

  it.each`
    change                            | patterns
    ${'tests of apps and libraries'}  | ${['apps/*/test/*', 'libs/*/test/*', 'apps/orders-e2e/*']}
    ${'OpenAPI documents'}            | ${['apps/*/contract/*', 'libs/orders-openapi/*', 'redocly.yaml']}
    ${'checks of stacks and calls'}   | ${['libs/aws-checks/*', 'libs/openapi-contract/*']}
    ${'tools, the bootstrap CLI too'} | ${['tools/*']}
    ${'rules for code and tests'}     | ${['eslint.config.mjs', 'jest.preset.js', '.prettierrc.json']}
    ${'documents'}                    | ${['docs/*', '*.md', 'LICENSE']}
    ${'workflows and owners'}         | ${['.github/*', '.ci/run']}
  `('$change: deploys nothing', ({ patterns }: { patterns: string[] }) => {
    const files = patterns.flatMap((pattern) => {
      const found = filesIn(pattern);
      expect(found).not.toEqual([]);
      return found;
    });
    const isClean = deployedAfterChangeOf(files).length === 0;
    // One command for all files; each file is checked separately only after a failure.
    const deploying = isClean ? [] : files.filter((file) => deployedAfterChangeOf([file]).length);
    expect(deploying).toEqual([]);
  });

  it('new tests and pages: deploys nothing', () => {
    const files = ['apps/food-service/test/a/new.spec.ts', 'libs/networking/test/support/new.ts'];
    expect(deployedAfterChangeOf([...files, 'apps/food-service/README.md'])).toEqual(NOTHING);
    expect(deployedAfterChangeOf(['libs/networking/README.md'])).toEqual(NOTHING);
  });

  it.each`
    package                       | use                                | deploys
    ${'@aws-sdk/client-dynamodb'} | ${'is in the bundles of services'} | ${SERVICES}
    ${'esbuild'}                  | ${'makes every bundle'}            | ${ALL}
    ${'aws-cdk-lib'}              | ${'makes every template'}          | ${ALL}
    ${'aws-cdk'}                  | ${'deploys every template'}        | ${ALL}
  `(
    'the version of $package, which $use: deploys $deploys',
    ({ package: name, deploys }: { package: string; deploys: string[] }) => {
      expect(deployedAfterBranch(() => update(name))).toEqual(deploys);
    },
  );

  it.each([
    ['run tests', ['jest', '@swc/jest', 'fast-check', '@stryker-mutator/core']],
    ['check stacks and calls', ['cdk-nag', 'ajv', '@redocly/cli']],
    ['read code', ['eslint', 'typescript-eslint', 'prettier']],
    ['run the sandbox', ['dynalite', 'classic-level', '@peculiar/x509']],
  ])('the versions of packages that only %s: deploys nothing', (_use, packages) => {
    expect(deployedAfterBranch(() => update(...packages))).toEqual(NOTHING);
  });
});

describe('a new service', () => {
  it('is deployed, and the consumer, which admits it', () => {
    const added = () =>
      void copy.nx('g', 'workspace-plugin:service', 'brought-in', '--items=cake,ice-cream');
    expect(deployedAfterBranch(added)).toEqual(['brought-in-service', 'consumer-infra']);
  });
});

describe('a new function is built without a change of project.json,', () => {
  beforeEach(() => void copy.git('checkout', '--quiet', '--force', '-B', 'change', 'main'));
  afterEach(() => void copy.git('clean', '--quiet', '--force', 'apps'));

  const entryPoints = (daemon: Readonly<Record<string, string>>) => {
    const shown = copy.nxWith(daemon, 'show', 'project', 'food-service', '--json');
    const { main, additionalEntryPoints } = buildSchema.parse(JSON.parse(shown)).targets.build
      .options;
    return [main, ...additionalEntryPoints];
  };

  it.each([
    ['by a separate command', {}],
    ["by Nx's daemon, which keeps the project graph", DAEMON],
  ])('%s', (_how, daemon) => {
    const before = entryPoints(daemon);
    try {
      copy.write(NEW_HANDLER, 'export const handler = () => undefined;\n');
      expect(entryPoints(daemon)).toEqual([NEW_HANDLER, ...before].sort());
    } finally {
      if (daemon === DAEMON) copy.nxWith(DAEMON, 'daemon', '--stop');
    }
  });
});

describe('the order of deployments', () => {
  beforeEach(() => void copy.git('checkout', '--quiet', '--force', '-B', 'change', 'main'));

  it('starts with the consumer', () => {
    const file = '--files=libs/networking/src/index.ts';
    const output = copy.nx('affected', '-t', 'deploy', '-c', 'dev', file, '--graph=stdout');
    const { tasks } = taskGraphSchema.parse(JSON.parse(output.slice(output.indexOf('{'))));
    const before = (id: string): string[] =>
      (tasks.dependencies[id] ?? []).flatMap((one) => [one, ...before(one)]);
    for (const service of SERVICES) {
      expect(before(`${service}:deploy`)).toContain('consumer-infra:deploy-first');
    }
  });

  it('is the same for commands of each app', () => {
    const noteTheApp = '"echo {projectName} >> ../../dist/deployed"';
    const commands = copy.read('nx.json').replace(/"[^"]* deploy --all [^"]*"/g, noteTheApp);
    copy.write('nx.json', commands);
    const projects = '--projects=consumer-infra,food-service';
    copy.nx('run-many', '-t', 'deploy', '-c', 'prod', projects);
    expect(copy.read('dist/deployed')).toBe('consumer-infra\nfood-service\n');
  });
});
