/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-delete.html
 */
import { broken, hostedZone, subnet, vpc } from '@sandbox/engine/testing/small-resources';
import { deployments } from '../../src/testing/deployments';

const { deploy, stack, destroy, restart } = deployments();

const refusal = 'Stack [service] cannot be deleted while TerminationProtection is enabled';
const isProtected = { terminationProtection: true };
const Zone = hostedZone('kept.test');

describe('a stack with termination protection', () => {
  it('is not deleted until a deployment disables it, which changes nothing else', async () => {
    await deploy({ Zone }, isProtected);
    expect((await destroy()).error?.message).toBe(refusal);
    expect(stack().resources.has('Zone')).toBe(true);
    const { events, error } = await deploy({ Zone });
    expect([events, error]).toEqual([[], undefined]);
    expect((await destroy()).error).toBeUndefined();
  });

  it('has it after a restart, even if a deployment enabled nothing else', async () => {
    await deploy({ Zone });
    await deploy({ Zone }, isProtected);
    await restart();
    expect((await destroy()).error?.message).toBe(refusal);
  });

  it('is not created again after a failed creation', async () => {
    const failed = { Zone, Broken: { ...broken, DependsOn: 'Zone' } };
    await deploy(failed, isProtected);
    expect(stack().status).toBe('ROLLBACK_COMPLETE');
    expect((await deploy({ Zone }, isProtected)).error?.message).toBe(refusal);
    expect(stack().status).toBe('ROLLBACK_COMPLETE');
  });

  it('is created again if it was created without protection', async () => {
    await deploy({ Zone, Broken: { ...broken, DependsOn: 'Zone' } });
    await deploy({ Zone });
    await deploy({ Zone }, isProtected);
    expect([stack().status, stack().terminationProtection]).toEqual(['CREATE_COMPLETE', true]);
  });
});

describe('a load balancer with deletion protection', () => {
  const withProtection = (value: string) => ({
    Vpc: vpc(),
    Subnet: subnet,
    Other: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        ...{ VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
        AvailabilityZone: 'eu-central-1b',
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Scheme: 'internal',
        Subnets: [{ Ref: 'Subnet' }, { Ref: 'Other' }],
        LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: value }],
      },
    },
  });

  it('is not deleted until an update disables it', async () => {
    await deploy(withProtection('true'));
    const { stackEvents } = await destroy();
    const failed = stackEvents.find(({ status }) => status === 'DELETE_FAILED');
    expect([failed?.logicalId, failed?.reason]).toEqual([
      'Balancer',
      expect.stringMatching(
        /^Load balancer 'arn:.+' cannot be deleted because deletion protection/,
      ),
    ]);
    expect(stack().status).toBe('DELETE_FAILED');
  });

  it('is deleted if it is disabled', async () => {
    await deploy(withProtection('true'));
    await deploy(withProtection('false'));
    expect((await destroy()).error).toBeUndefined();
  });
});
