import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  commonWildcards,
  describeAwsContract,
  describeTemplate,
  executionPolicyProblems,
} from '@cross-account/aws-checks';
import type { CloudFormationTemplate, PolicyDocument } from '@cross-account/aws-checks';
import { createApp } from '@cross-account/cdk-app';
import { describeSynthesizedTemplate } from '@cross-account/cdk-app/testing';
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { openApiDocument } from '@cross-account/orders-openapi';
import { addServiceStack, SECRETS_READ } from '../../src/run-service-app';
import type { ServiceStack } from '../../src/service-stack';
import type { ServiceApp } from '../../src/run-service-app';
import { exampleServiceStage } from '../../src/stage';

const WORKSPACE_ROOT = path.resolve(__dirname, '../../../..');

/** An app as its `main.ts` runs it, with its committed files. */
export interface ServiceAppUnderTest {
  readonly app: ServiceApp;
  /** Its operations. */
  readonly api: ApiDefinition;
  /** The content of the app's committed `contract/openapi.json`. */
  readonly openApi: unknown;
}

/**
 * Declares the tests of a service's app: its stack must match its stages and its service, and the stack of
 * production must pass all checks for deployments to AWS.
 */
export function describeServiceApp({ app, api, openApi }: ServiceAppUnderTest): void {
  describeSandboxStack(app);
  describeOpenApi(app, api, openApi);
  describeExecutionPolicies(app);
  describeSynthesizedTemplate(app.appName, ({ [SECRETS_READ]: read }) =>
    sandboxStackOf(app, read as Readonly<Record<string, string>>),
  );
  const { domain } = exampleServiceStage('prod', app.service.name, app.stages.prod);
  describeTemplate(`the ${app.service.name} stack of dev`, () =>
    stackOf(app, { stage: 'dev', examples: true }),
  );
  describeAwsContract(`the ${app.service.name} stack in production`, {
    createStack: (context) => stackOf(app, { stage: 'prod', examples: true, ...context }),
    leftBehind: {
      'Microservice/Api/AccountLoggingRole/Role: is retained':
        'Other stacks’ APIs may log with it by then; the next deployment finds the account’s role set.',
    },
    wildcards: commonWildcards,
    names: {
      [`AWS::ApiGateway::DomainName.DomainName="${app.service.name}.${domain}"`]:
        'The name that callers know; every stage has a domain of its own.',
    },
  });
}

/** Resources of the bootstrap stack that a stack needs, by name. */
const OF_BOOTSTRAPPING = [
  'restapis',
  'cdk-hnb659fds-assets-111111111111-eu-central-1',
  'cdk-bootstrap/hnb659fds/version',
];

/**
 * Declares the tests that the execution policies of the production stage allow all resources of its stack.
 */
function describeExecutionPolicies(app: ServiceApp): void {
  const names = app.stages.prod.bootstrap?.executionPolicies ?? [];
  describe(`the execution policies of the ${app.service.name} account`, () => {
    it('allow what CloudFormation’s handlers call', async () => {
      const stack = await stackOf(app, { stage: 'prod', examples: true });
      const template = Template.fromStack(stack).toJSON() as CloudFormationTemplate;
      // The policy of an ARN is unknown here, so missing permissions can't be determined.
      const isKnown = names.every((name) => !name.startsWith('arn:'));
      const policies = names
        .filter((name) => !name.startsWith('arn:'))
        .map((name) => executionPolicy(app.appName, name));
      const problems = await executionPolicyProblems(
        policies,
        [template],
        [`${stack.stackName}-Thing1A2B3C4D-x5Y6z7`, ...OF_BOOTSTRAPPING],
      );
      expect(problems.filter((problem) => isKnown || problem.startsWith('has'))).toEqual([]);
    });
  });
}

/** Returns a policy document, from the app or from the ones for all services. */
function executionPolicy(appName: string, name: string): PolicyDocument {
  const places = ['docs/policies', `apps/${appName}/policies`].map((folder) =>
    path.join(WORKSPACE_ROOT, folder, `${name}.json`),
  );
  const file = places.find((one) => existsSync(one));
  if (file === undefined) throw new Error(`there is no policy ${name}: ${places.join(', ')}`);
  return JSON.parse(readFileSync(file, 'utf8')) as PolicyDocument;
}

/** Returns the stack as the app's `main.ts` creates it, with context as from the CLI's `-c`. */
function stackOf(app: ServiceApp, context: Readonly<Record<string, unknown>>) {
  return addServiceStack(createApp(context), app);
}

/** Returns the stack of the sandbox, with these secret values, by ARN. */
function sandboxStackOf(app: ServiceApp, secrets: Readonly<Record<string, string>>) {
  const readSecret = (arn: string) => Promise.resolve(secrets[arn]);
  return addServiceStack(createApp({ stage: 'sandbox' }), app, readSecret);
}

function describeOpenApi({ appName }: ServiceApp, api: ApiDefinition, committed: unknown): void {
  describe('the committed openapi.json', () => {
    it('is up to date with the code', () => {
      const described: unknown = JSON.parse(JSON.stringify(openApiDocument(api)));
      // A short message, since a diff would have thousands of lines.
      if (!isDeepStrictEqual(committed, described)) {
        throw new Error(`openapi.json is out of date. Update it: npx nx run ${appName}:openapi`);
      }
    });
  });
}

function describeSandboxStack(app: ServiceApp): void {
  const { appName, service, stages } = app;
  const { account, region, domain, vpcEndpointIdSecretArn: secretArn = '' } = stages.sandbox;
  const vpcEndpointId = 'vpce-0a1b2c3d4e5f60718';

  describe(`the ${service.name} account`, () => {
    let stack: ServiceStack;
    let template: Template;

    beforeAll(async () => {
      stack = await sandboxStackOf(app, { [secretArn]: vpcEndpointId });
      template = Template.fromStack(stack);
    });

    it('is one stack named after app and stage, in the account of the stage', () => {
      expect(stack.stackName).toBe(`${appName}-sandbox`);
      expect(stack.environment).toBe(`aws://${account}/${region}`);
    });

    it('makes no AWS calls during synthesis', () => {
      expect(Stage.of(stack)?.synth().manifest.missing ?? []).toEqual([]);
    });

    it('sells its own menu under its own name', () => {
      template.hasResourceProperties('AWS::ApiGateway::DomainName', {
        DomainName: `${service.name}.${domain}`,
      });
      template.hasResourceProperties('AWS::ApiGateway::Model', {
        Schema: { properties: { [service.name]: Match.objectLike({ enum: [...service.items] }) } },
      });
    });

    it('records the secret that it was synthesized with, and its value, in its template', () => {
      expect(template.toJSON()).toMatchObject({
        Metadata: { [SECRETS_READ]: { [secretArn]: vpcEndpointId } },
      });
    });

    it('admits the endpoint in the consumer’s secret', () => {
      template.hasResourceProperties('AWS::ApiGateway::RestApi', {
        Policy: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Condition: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } },
            }),
          ]),
        },
      });
    });

    it('is protected from deletion in production only', () => {
      const { sandbox, dev, prod } = stages;
      expect([sandbox, dev, prod].map((stage) => stage.protect)).toEqual([false, false, true]);
    });
  });
}
