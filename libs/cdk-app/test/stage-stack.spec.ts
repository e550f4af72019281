import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DELETABLE } from '@cross-account/stages';
import type { BaseStage } from '@cross-account/stages';
import { SOURCE_MAPS } from '../src/bundled-function';
import { createApp } from '../src/create-app';
import { StageStack } from '../src/stage-stack';

function stackOf(
  protect: boolean,
  context: Readonly<Record<string, unknown>> = {},
  bootstrap: BaseStage['bootstrap'] = { executionPolicies: [] },
  more: Pick<BaseStage, 'sourceMaps' | 'tags'> = {},
) {
  const stage = {
    account: '210987654321',
    region: 'eu-central-1',
    domain: 'orders.example.com',
    certificate: { publicHostedZoneId: 'Z0123456789' },
    vpcCidr: '10.0.0.0/16',
    protect,
    bootstrap,
    ...more,
  };
  const selected = { name: 'prod', stage, file: 'stages.ts' } as const;
  return new StageStack(createApp(context), { appName: 'shop', selected, description: 'A shop' });
}

describe('the stack of a stage', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { [DELETABLE]: 'true' }, false],
    [true, { [DELETABLE]: 'false' }, true],
    [false, { [DELETABLE]: 'false' }, false],
  ])('is protected from deletion (%s), unless %j', (protect, context, refuses) => {
    expect(stackOf(protect, context).terminationProtection).toBe(refuses);
  });

  it('sets the permissions boundary of the bootstrapped account on all roles', () => {
    const bounded = stackOf(true, {}, { executionPolicies: [], permissionsBoundary: 'bounds' });
    new Role(bounded, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    Template.fromStack(bounded).hasResourceProperties('AWS::IAM::Role', {
      PermissionsBoundary: 'arn:aws:iam::210987654321:policy/bounds',
    });
  });

  it.each([
    [undefined, false],
    [false, false],
    [true, true],
  ])('sets whether its functions read source maps (%s)', (sourceMaps, deployed) => {
    const stack = stackOf(false, {}, undefined, sourceMaps === undefined ? {} : { sourceMaps });
    expect(stack.node.tryGetContext(SOURCE_MAPS)).toBe(deployed);
  });

  it('has the tags of its stage and two more, which CloudFormation adds to all resources', () => {
    const own = { application: 'shop', stage: 'prod' };
    const tagsOf = (stack: StageStack) =>
      App.of(stack)?.synth().getStackByName(stack.stackName).tags;
    expect(tagsOf(stackOf(false))).toEqual(own);
    const tags = { owner: 'orders team', 'cost-centre': '4711' };
    expect(tagsOf(stackOf(false, {}, undefined, { tags }))).toEqual({ ...own, ...tags });
  });

  it('rejects any other value', () => {
    expect(() => stackOf(true, { [DELETABLE]: 'yes' })).toThrow(
      "the context deletable must be true or false, got 'yes'",
    );
  });
});
