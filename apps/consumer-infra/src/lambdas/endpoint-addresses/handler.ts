/** Entry point of the custom resource that tells CloudFormation a VPC endpoint's addresses. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { customResourceHandler } from '@cross-account/custom-resource';
import { endpointAddresses } from './endpoint-addresses';

export const handler = customResourceHandler(endpointAddresses(new EC2Client({})));
