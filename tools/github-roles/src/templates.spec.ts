import { readFileSync } from 'node:fs';
import path from 'node:path';
import { referenceProblems, specificationProblems } from '@cross-account/aws-checks';
import { settings } from './settings';
import { templatesOf, type Template } from './templates';
import { apps, ARGUMENTS, BEVERAGE, CONSUMER, FOOD, TOOLING } from './testing';

const driftDetection: unknown = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../docs/policies/drift-detection.json'), 'utf8'),
);

function templates(
  args: readonly string[] = ARGUMENTS,
  accounts: readonly [string, string, string] = [CONSUMER, FOOD, BEVERAGE],
): ReadonlyMap<string, Template> {
  return templatesOf(settings(args, apps(accounts)), driftDetection);
}

/** Returns the names of the roles in an account. */
function rolesIn(template: Template | undefined): readonly unknown[] {
  return Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .map(({ Properties }) => Properties['RoleName']);
}

function propertiesOf(template: Template | undefined, logicalId: string): object {
  const resource = template?.Resources[logicalId];
  if (resource === undefined) throw new Error(`there is no ${logicalId}`);
  return resource.Properties;
}

describe('the templates of the roles', () => {
  it('are one for each account, the tooling account first', () => {
    expect([...templates().keys()]).toEqual([TOOLING, CONSUMER, FOOD, BEVERAGE]);
  });

  it.each([
    ['separate accounts', ARGUMENTS, undefined],
    ['one account', [...ARGUMENTS, `--tooling=${FOOD}`], [FOOD, FOOD, FOOD] as const],
  ])('are valid CloudFormation templates, in %s', (_where, args, accounts) => {
    for (const template of templates(args, accounts).values()) {
      expect(specificationProblems(template)).toEqual([]);
      expect(referenceProblems(template)).toEqual([]);
    }
  });

  it('have the roles in the accounts where they are assumed', () => {
    const all = templates();
    expect(rolesIn(all.get(TOOLING))).toEqual([
      'orders-deploy-dev',
      'orders-drift-dev',
      'orders-deploy-prod',
      'orders-drift-prod',
    ]);
    expect(rolesIn(all.get(CONSUMER))).toEqual([
      'orders-smoke-dev',
      'orders-drift-detection-dev',
      'orders-smoke-prod',
      'orders-drift-detection-prod',
    ]);
    expect(rolesIn(all.get(FOOD))).toEqual([
      'orders-drift-detection-dev',
      'orders-drift-detection-prod',
    ]);
  });

  it('are one template with one provider if there is only one account', () => {
    const [only, ...more] = templates([...ARGUMENTS, `--tooling=${FOOD}`], [FOOD, FOOD, FOOD]);
    expect(more).toEqual([]);
    expect(rolesIn(only?.[1])).toHaveLength(8);
    expect(Object.keys(only?.[1].Resources ?? {}).filter((id) => id === 'GitHub')).toHaveLength(1);
  });

  it('allow GitHub to assume one role for each environment', () => {
    const subjects = [
      [TOOLING, 'DeployDevRole', 'dev'],
      [TOOLING, 'DriftProdRole', 'drift-prod'],
      [CONSUMER, 'SmokeProdRole', 'prod'],
    ] as const;
    for (const [account, role, environment] of subjects) {
      expect(propertiesOf(templates().get(account), role)).toMatchObject({
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Principal: { Federated: { Ref: 'GitHub' } },
              Condition: {
                StringEquals: {
                  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                  'token.actions.githubusercontent.com:sub': `repo:acme/orders:environment:${environment}`,
                },
              },
            },
          ],
        },
      });
    }
  });

  it('allow the deployment role of a stage access to the accounts of that stage only', () => {
    expect(propertiesOf(templates().get(TOOLING), 'DeployDevRole')).toMatchObject({
      MaxSessionDuration: 7200,
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: 'sts:AssumeRole',
                Resource: [CONSUMER, FOOD, BEVERAGE].map(
                  (account) => `arn:aws:iam::${account}:role/cdk-hnb659fds-*`,
                ),
              },
              {
                Resource: [
                  `arn:aws:secretsmanager:eu-central-1:${CONSUMER}:secret:SharedEndpointId*`,
                  `arn:aws:kms:eu-central-1:${CONSUMER}:key/*`,
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it("allow drift detection by the documented policy, for GitHub's role", () => {
    expect(propertiesOf(templates().get(FOOD), 'DriftDetectionProdRole')).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { AWS: `arn:aws:iam::${TOOLING}:role/orders-drift-prod` } }],
      },
      Policies: [{ PolicyDocument: driftDetection }],
    });
    expect(propertiesOf(templates().get(TOOLING), 'DriftProdRole')).toMatchObject({
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Resource: [CONSUMER, FOOD, BEVERAGE].map(
                  (account) => `arn:aws:iam::${account}:role/orders-drift-detection-prod`,
                ),
              },
            ],
          },
        },
      ],
    });
  });

  it('omit the provider if an account has it', () => {
    const template = templates([...ARGUMENTS, `--existing-provider=${TOOLING}`]).get(TOOLING);
    expect(template?.Resources).not.toHaveProperty('GitHub');
    expect(propertiesOf(template, 'DeployDevRole')).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: {
              Federated: `arn:aws:iam::${TOOLING}:oidc-provider/token.actions.githubusercontent.com`,
            },
          },
        ],
      },
    });
  });

  it('reject a repository whose role names would be too long', () => {
    const long = `--repository=acme/${'o'.repeat(60)}`;
    expect(() => templates([...ARGUMENTS, long])).toThrow(/at most 64 characters/);
  });
});
