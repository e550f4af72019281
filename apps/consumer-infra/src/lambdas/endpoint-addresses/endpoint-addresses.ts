import type { EC2Client } from '@aws-sdk/client-ec2';
import type { CustomResource } from '@cross-account/custom-resource';
import { readAddresses } from './addresses';

/** Returns `Address0`, `Address1`, … in the order of the property `NetworkInterfaceIds`. */
export function endpointAddresses(ec2: Pick<EC2Client, 'send'>): CustomResource {
  return {
    physicalResourceId: 'endpoint-addresses',
    async apply({ NetworkInterfaceIds: ids }) {
      if (!isListOfIds(ids)) {
        throw new Error('NetworkInterfaceIds must be a list of at least one network interface ID');
      }
      const addresses = await readAddresses(ec2, ids);
      return Object.fromEntries(addresses.map((address, index) => [`Address${index}`, address]));
    },
  };
}

function isListOfIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string');
}
