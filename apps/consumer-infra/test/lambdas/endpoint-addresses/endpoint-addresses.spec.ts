import type { EC2Client } from '@aws-sdk/client-ec2';
import { endpointAddresses } from '../../../src/lambdas/endpoint-addresses/endpoint-addresses';

/** Returns a client of EC2 with two interfaces, which it lists in another order. */
function ec2(send: () => Promise<unknown> = knownInterfaces): Pick<EC2Client, 'send'> {
  return { send } as Pick<EC2Client, 'send'>;
}

const knownInterfaces = () =>
  Promise.resolve({
    NetworkInterfaces: [
      { NetworkInterfaceId: 'eni-b', PrivateIpAddress: '192.168.48.7' },
      { NetworkInterfaceId: 'eni-a', PrivateIpAddress: '192.168.32.9' },
    ],
  });

describe('endpoint addresses', () => {
  it('are in the order of the network interfaces', async () => {
    await expect(
      endpointAddresses(ec2()).apply({ NetworkInterfaceIds: ['eni-a', 'eni-b'] }),
    ).resolves.toEqual({ Address0: '192.168.32.9', Address1: '192.168.48.7' });
  });

  it('fail with the error of EC2', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'UnauthorizedOperation' });
    const resource = endpointAddresses(ec2(() => Promise.reject(denied)));
    await expect(resource.apply({ NetworkInterfaceIds: ['eni-a'] })).rejects.toBe(denied);
  });

  it('fail if an interface does not exist', async () => {
    await expect(
      endpointAddresses(ec2()).apply({ NetworkInterfaceIds: ['eni-a', 'eni-c'] }),
    ).rejects.toThrow('network interface eni-c has no private IP address');
  });

  it.each([{}, { NetworkInterfaceIds: 'eni-a' }, { NetworkInterfaceIds: [] }])(
    'reject %j',
    async (properties) => {
      await expect(endpointAddresses(ec2()).apply(properties)).rejects.toThrow(
        'NetworkInterfaceIds must be a list',
      );
    },
  );
});
