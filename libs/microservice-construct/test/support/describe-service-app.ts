import { isDeepStrictEqual } from 'node:util';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { commonWildcards, describeAwsContract } from '@cross-account/aws-checks';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import { exampleServiceStage } from '@cross-account/stages';
import type { ServiceStage } from '@cross-account/stages';
import { openApiDocument } from '@cross-account/orders-openapi';
import { orderFunctionNames } from '@cross-account/orders-domain/config';
import { MicroserviceStack } from '../../src/microservice-stack';
import type { ServiceApp } from '../../src/run-service-app';

/** An app as its `main.ts` runs it, and how CDK is set up for it. */
export interface ServiceAppUnderTest extends ServiceApp {
  /** The content of the app's `cdk.json`. */
  readonly cdkJson: Parameters<typeof describeAwsContract>[1]['cdkJson'];
  /** The content of the app's committed `contract/openapi.json`. */
  readonly openApi: unknown;
}

/**
 * The tests of a service's app: what its stages and its service say has to come out in its stack,
 * and the stack of production has to pass all that is checked before it goes to AWS.
 */
export function describeServiceApp({ cdkJson, openApi, ...app }: ServiceAppUnderTest): void {
  describeSandboxStack(app);
  describeOpenApi(app, openApi);
  const { domain, ...stage } = exampleServiceStage('prod', app.service.name, app.stages.prod);
  describeAwsContract(`the ${app.service.name} stack in production`, {
    cdkJson,
    addStack: (cdkApp) => addStack(cdkApp, app, 'prod', { ...stage, domain }),
    wildcards: commonWildcards,
    names: {
      [`AWS::ApiGateway::DomainName.DomainName="${app.service.name}.${domain}"`]:
        'The name that callers know; every stage has a domain of its own.',
    },
  });
}

function describeOpenApi({ appName, service }: ServiceApp, committed: unknown): void {
  describe('the committed openapi.json', () => {
    it('is the one that the code describes', () => {
      const described: unknown = JSON.parse(JSON.stringify(openApiDocument(service)));
      // Their difference would be a thousand lines: what to do about it is one.
      if (!isDeepStrictEqual(committed, described)) {
        throw new Error(
          `openapi.json is out of date. Write it anew: npx nx run ${appName}:openapi`,
        );
      }
    });
  });
}

function describeSandboxStack(app: ServiceApp): void {
  const { appName, service, stages } = app;
  const { account, region, domain, vpcEndpointId } = stages.sandbox;
  const cdkApp = new App();
  const stack = addStack(cdkApp, app, 'sandbox', stages.sandbox);
  const template = Template.fromStack(stack);

  describe(`the ${service.name} account`, () => {
    it('is one stack named after app and stage, in the account of the stage', () => {
      expect(stack.stackName).toBe(`${appName}-sandbox`);
      expect(stack.environment).toBe(`aws://${account}/${region}`);
    });

    it('asks AWS for nothing while it synthesizes', () => {
      expect(cdkApp.synth().manifest.missing ?? []).toEqual([]);
    });

    it('sells its own menu under its own name', () => {
      template.hasResourceProperties('AWS::ApiGateway::DomainName', {
        DomainName: `${service.name}.${domain}`,
      });
      template.hasResourceProperties('AWS::ApiGateway::Model', {
        Schema: { properties: { [service.name]: Match.objectLike({ enum: [...service.items] }) } },
      });
    });

    it('lets in the endpoint that its stage names', () => {
      expect(vpcEndpointId).toMatch(/^vpce-/);
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

function addStack(
  cdkApp: App,
  { appName, service }: ServiceApp,
  name: 'sandbox' | 'prod',
  stage: ServiceStage,
): MicroserviceStack {
  return new MicroserviceStack(cdkApp, {
    appName,
    service,
    selected: { name, stage, file: `apps/${appName}/src/stages.ts` },
    vpcEndpointId: stage.vpcEndpointId ?? '',
    bundlesFolder: emptyBundles(...orderFunctionNames),
    sharedBundlesFolder: emptyBundles('api-gateway-account'),
  });
}
