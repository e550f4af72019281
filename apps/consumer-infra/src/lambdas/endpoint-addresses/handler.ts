/** Entry point of the custom resource that returns the addresses of a VPC endpoint. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { customResourceHandler } from '@cross-account/custom-resource';
import { endpointAddresses } from './endpoint-addresses';

export const handler = customResourceHandler(endpointAddresses(new EC2Client({})));
