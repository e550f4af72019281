/** Entry point of the custom resource that tells CloudFormation a VPC endpoint's addresses. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { createHandler } from './custom-resource';

export const handler = createHandler(new EC2Client({}));
