/**
 * Checks that each rule of `tools/lint/import-rules.mjs` reports forbidden imports and accepts allowed ones.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';

const food = 'apps/food-service/src/main.ts';
const handler = 'apps/food-service/src/lambdas/get-order/handler.ts';
const foodTest = 'apps/food-service/test/app.spec.ts';
const networking = 'libs/networking/src/index.ts';
const networkingTest = 'libs/networking/test/vpc-flow-log.spec.ts';
const domain = 'libs/orders-domain/src/domain/order.ts';
const useCase = 'libs/orders-domain/src/use-cases/place-order.ts';
const storage = 'libs/orders-domain/src/adapters/dynamodb/order-writer.ts';
const checks = 'libs/aws-checks/src/index.ts';
const e2e = 'apps/orders-e2e/src/list-orders.spec.ts';
const generator = 'tools/workspace-plugin/src/generators/service/generator.ts';
const fidelity = 'tools/sandbox-fidelity/src/case-runner.ts';
const reload = 'tools/bench/src/reload.ts';
const sandbox = 'tools/sandbox/cli/src/bundle.ts';
const kernel = 'tools/sandbox/kernel/src/trace.ts';
const policy = 'tools/sandbox/policy/src/policy.ts';
const engine = 'tools/sandbox/engine/src/stacks.ts';
const services = 'tools/sandbox/services/src/account.ts';
const doors = 'tools/sandbox/front-doors/src/https/listener.ts';
const core = 'tools/sandbox/core/src/sandbox.ts';
const watch = 'tools/sandbox/workspace/src/watch.ts';

const smokeTest = 'apps/consumer-infra/src/lambdas/smoke-test/smoke-test.ts';
const FOOD_TYPES = '@cross-account/orders-client/services/food';

/** Imports, and whether they pass lint. */
const IMPORTS = [
  ['a service imports a library', food, '@cross-account/microservice-construct', true],
  ['a service imports another', food, '../../beverage-service/src/service', false],
  ['a service imports the consumer', food, '../../consumer-infra/src/stages', false],
  ['a service imports a tool', food, '../../../tools/ci/src/git', false],
  ['a service imports its own tests', food, '../test/app.spec', false],
  ['a service imports its own document', food, '../contract/openapi.json', false],
  ['a service imports test helpers', food, '@cross-account/cdk-app/testing', false],
  ['a service imports checks', food, '@cross-account/aws-checks', false],
  ['a service imports the document renderer', food, '@cross-account/orders-openapi', false],

  ["a function of the consumer imports a service's client types", smokeTest, FOOD_TYPES, true],
  ["a service imports another's client types", food, FOOD_TYPES.replace('food', 'beverage'), true],
  ["a library imports a service's client types", networking, FOOD_TYPES, false],
  ["the black-box suite imports a service's client types", e2e, FOOD_TYPES, true],

  ['a library imports a library', networking, '@cross-account/cdk-app', true],
  ['a library imports an app', networking, '../../../apps/food-service/src/service', false],
  ['a library imports a tool', domain, '../../../../tools/ci/src/git', false],
  ['a library imports its own tests', networking, '../test/vpc-flow-log.spec', false],
  ['a library imports test helpers', networking, '@cross-account/cdk-app/testing', false],
  ['a library imports checks', networking, '@cross-account/openapi-contract', false],
  ['a library imports build output', networking, '../../../dist/main', false],

  ['a function imports the domain', handler, '@cross-account/orders-domain/functions', true],
  ['a function imports CDK', handler, 'aws-cdk-lib/aws-lambda', false],
  ['a function imports constructs', handler, 'constructs', false],
  ['a function imports stages', handler, '@cross-account/stages', false],
  ['a function imports a construct', handler, '@cross-account/microservice-construct', false],
  ['a runtime library imports CDK', storage, 'aws-cdk-lib', false],
  ['a runtime library imports stages', storage, '@cross-account/stages', false],
  ['a stack imports an order function', food, '@cross-account/orders-domain/functions', false],
  ['a stack imports a handler', food, './lambdas/get-order/handler', false],

  ['storage imports the AWS SDK', storage, '@aws-sdk/client-dynamodb', true],
  ['the domain imports the AWS SDK', domain, '@aws-sdk/client-dynamodb', false],
  ['a use case imports an adapter', useCase, '../adapters/http/responses', false],
  ['a use case imports HTTP', useCase, 'node:http', false],

  ['a test imports the source of its app', foodTest, '../src/service', true],
  ['a test imports the CDK settings of its app', foodTest, '../cdk.json', true],
  ['a test imports the document of its app', foodTest, '../contract/openapi.json', true],
  ['a test imports the source of its library', networkingTest, '../src/index', true],
  ['a test imports test helpers', networkingTest, '@cross-account/cdk-app/testing', true],
  ['a test imports checks', foodTest, '@cross-account/aws-checks', true],
  ['a test imports another app', foodTest, '../../beverage-service/src/service', false],
  ['a test imports a library by path', foodTest, '../../../libs/stages/src/index', false],
  ['a test imports a tool', foodTest, '@cross-account/ci/testing', false],
  [
    'a test of a library imports an app',
    networkingTest,
    '../../../apps/food-service/src/service',
    false,
  ],

  ['checks import checks', checks, '@cross-account/openapi-contract', true],
  ['checks import an app', checks, '../../../apps/food-service/src/service', false],
  ['checks import test helpers', checks, '@cross-account/cdk-app/testing', false],
  ['the black-box suite imports checks', e2e, '@cross-account/openapi-contract', true],
  ['the black-box suite imports a service', e2e, '../../food-service/src/service', false],
  ['the black-box suite imports a tool', e2e, '@sandbox/core/sandbox', false],
  ["a tool imports Nx's own code", generator, 'nx/src/generators/tree', false],
  ["a tool imports the internals of Nx's devkit", generator, '@nx/devkit/internal', false],
  ["a tool imports Nx's devkit", generator, '@nx/devkit/testing', true],
  ['a tool imports a library', generator, '@cross-account/stages', true],
  ['a tool imports checks', generator, '@cross-account/openapi-contract', true],
  ['a tool imports an app', generator, '../../../../../apps/food-service/src/service', false],
  ['a tool imports test helpers', generator, '@cross-account/cdk-app/testing', false],

  ['a tool runs the sandbox with its public API', fidelity, '@sandbox/core', true],
  ['a tool uses the evaluator', reload, '@sandbox/policy', true],
  ['a tool reads assemblies', reload, '@sandbox/engine', true],
  ["a tool imports a module behind the sandbox's API", fidelity, '@sandbox/core/sandbox', false],
  ['a tool imports internals of the sandbox', fidelity, '@sandbox/kernel/trace', false],
  [
    'a tool imports internals of the sandbox by path',
    reload,
    '../../sandbox/engine/src/stacks',
    false,
  ],
  ['a tool uses test helpers of the sandbox', fidelity, '@sandbox/core/testing/listening', false],

  ['the sandbox imports a library', sandbox, '@cross-account/orders-domain', false],
  ['the kernel imports policies', kernel, '@sandbox/policy/policy', false],
  ['policies import the kernel', policy, '@sandbox/kernel/explanation', true],
  ['policies import CloudFormation', policy, '@sandbox/engine/stacks', false],
  ['CloudFormation imports the kernel', engine, '@sandbox/kernel/one-line', true],
  ['CloudFormation imports policies', engine, '@sandbox/policy/policy', false],
  ['CloudFormation imports a service', engine, '@sandbox/services/ec2/ec2', false],
  ['a service imports CloudFormation', services, '@sandbox/engine/stacks', true],
  ['a service imports policies', services, '@sandbox/policy/policy', true],
  ['a service imports a front door', services, '@sandbox/front-doors/https/listener', false],
  ['a front door imports a service', doors, '@sandbox/services/account', true],
  ['a front door imports the core', doors, '@sandbox/core/sandbox', false],
  ['the core imports a front door', core, '@sandbox/front-doors/https/listener', true],
  ['the core imports the workspace', core, '@sandbox/workspace/watch', false],
  ['the core imports test helpers', core, '@sandbox/kernel/testing/temporary-folder', false],
  ['the watch imports the core', watch, '@sandbox/core/sandbox', true],
  ['the watch imports a front door', watch, '@sandbox/front-doors/https/listener', false],
  ['the command line imports the watch', sandbox, '@sandbox/workspace/watch', true],
] as const;

const importsOf = (file: string) =>
  IMPORTS.filter(([, one]) => one === file).map(([, , imported]) => imported);

const files = [...new Set<string>(IMPORTS.map(([, file]) => file))];

const found = z.record(z.string(), z.array(z.array(z.string()))).parse(
  JSON.parse(
    execFileSync(process.execPath, [path.join(__dirname, 'lint-imports.mjs')], {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
      input: JSON.stringify(Object.fromEntries(files.map((file) => [file, importsOf(file)]))),
    }),
  ),
);

function messagesOf(file: string, imported: string): readonly string[] {
  const messages = found[file]?.[importsOf(file).findIndex((one) => one === imported)];
  if (messages === undefined) throw new Error(`${imported} of ${file} was not linted`);
  return messages;
}

describe('the lint rules on imports', () => {
  it.each(IMPORTS)('%s (%s, %s): %s', (_name, file, imported, passes) => {
    const messages = messagesOf(file, imported);
    expect([messages.length === 0, messages]).toEqual([passes, messages]);
  });
});
