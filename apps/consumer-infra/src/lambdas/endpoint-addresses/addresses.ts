import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import type { EC2Client } from '@aws-sdk/client-ec2';

/**
 * Returns the primary private IPv4 address of each network interface, in the order of `interfaceIds`.
 * @throws Error when an interface is missing or has no address
 */
export async function readAddresses(
  ec2: Pick<EC2Client, 'send'>,
  interfaceIds: readonly string[],
): Promise<string[]> {
  const { NetworkInterfaces: found = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [...interfaceIds] }),
  );
  return interfaceIds.map((id) => {
    const address = found.find((one) => one.NetworkInterfaceId === id)?.PrivateIpAddress;
    if (address === undefined) throw new Error(`network interface ${id} has no private IP address`);
    return address;
  });
}
