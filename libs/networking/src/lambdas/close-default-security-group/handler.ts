/** Entry point of the custom resource that closes the default security group of a VPC. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { customResourceHandler } from '@cross-account/custom-resource';
import { closedGroup } from './closed-group';

export const handler = customResourceHandler(closedGroup({ ec2: new EC2Client({}) }));
