import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { synthService } from './support/synth-service';

const template = synthService({ canary: true });

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';

/** Returns the direct and transitive dependencies of a resource. */
function allDependencies(
  from: Template,
  logicalId: string,
  known = new Set<string>(),
): Set<string> {
  const { Resources } = from.toJSON() as { Resources: Record<string, unknown> };
  const text = JSON.stringify(Resources[logicalId]);
  for (const [, id] of text.matchAll(/"(\w+)"/g)) {
    if (id === undefined || known.has(id) || !(id in Resources)) continue;
    known.add(id);
    allDependencies(from, id, known);
  }
  return known;
}

describe('a canary deployment', () => {
  it('sends a tenth of the requests to the new version of each function for five minutes', () => {
    template.resourceCountIs(GROUP, 3);
    template.allResourcesProperties(GROUP, {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      DeploymentStyle: {
        DeploymentType: 'BLUE_GREEN',
        DeploymentOption: 'WITH_TRAFFIC_CONTROL',
      },
    });
  });

  it('leaves moving the aliases to CodeDeploy', () => {
    template.allResources('AWS::Lambda::Alias', {
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: Match.anyValue(),
          DeploymentGroupName: Match.anyValue(),
        },
      },
    });
  });

  it('is rolled back if it fails, is stopped, or an alarm is raised', () => {
    template.allResourcesProperties(GROUP, {
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
  });

  it.each([
    'ServerErrors',
    'Latency',
    'placeorderErrors',
    'placeorderThrottles',
    'listordersErrors',
    'listordersThrottles',
    'getorderErrors',
    'getorderThrottles',
  ])('watches the alarm %s', (alarm) => {
    template.allResourcesProperties(GROUP, {
      AlarmConfiguration: {
        Enabled: true,
        Alarms: Match.arrayWith([{ Name: { Ref: Match.stringLikeRegexp(`Alarms${alarm}`) } }]),
      },
    });
  });

  it("watches at most ten alarms, CodeDeploy's limit", () => {
    for (const group of Object.values(template.findResources(GROUP))) {
      const { AlarmConfiguration } = group['Properties'] as {
        AlarmConfiguration: { Alarms: unknown[] };
      };
      expect(AlarmConfiguration.Alarms.length).toBeLessThanOrEqual(10);
    }
  });

  it('may only move these three aliases and read alarms', () => {
    const functionArn = (name: string) => ({
      'Fn::GetAtt': [Match.stringLikeRegexp(`${name}Lambda`), 'Arn'],
    });
    const names = ['getorder', 'listorders', 'placeorder'];
    const liveArn = (name: string) => ({ 'Fn::Join': ['', [functionArn(name), ':live']] });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: 'codedeploy.amazonaws.com' } }],
      },
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: [
                  'lambda:GetAlias',
                  'lambda:GetProvisionedConcurrencyConfig',
                  'lambda:UpdateAlias',
                ],
                Resource: [...names.map(functionArn), ...names.map(liveArn)],
              },
              {
                Effect: 'Allow',
                Action: 'cloudwatch:DescribeAlarms',
                Resource: { 'Fn::Join': ['', Match.arrayWith([':alarm:*'])] },
              },
            ],
          },
        },
      ],
    });
  });

  it('has no circular dependency', () => {
    for (const id of Object.keys(template.findResources(GROUP))) {
      expect([...allDependencies(template, id)]).not.toContain(id);
    }
  });

  it('exists only if it is enabled', () => {
    const without = synthService();
    without.resourceCountIs(GROUP, 0);
    without.allResources('AWS::Lambda::Alias', { UpdatePolicy: Match.absent() });
  });
});
