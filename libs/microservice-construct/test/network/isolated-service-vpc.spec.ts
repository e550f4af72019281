import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { createApp } from '@cross-account/cdk-app';
import { IsolatedServiceVpc } from '../../src/network/isolated-service-vpc';

function synth(): Template {
  const stack = new Stack(createApp(), 'Test');
  const network = new IsolatedServiceVpc(stack, 'Network', {
    cidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
  });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  network.allowDynamoDb({ role, actions: ['dynamodb:GetItem'], resourceArns: ['arn:table'] });
  return Template.fromStack(stack);
}

describe('IsolatedServiceVpc', () => {
  it('has two private subnets and no route to or from the internet', () => {
    const template = synth();
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::Route', 0);
  });

  it('reaches DynamoDB from both route tables through a gateway endpoint', () => {
    synth().hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      RouteTableIds: [Match.anyValue(), Match.anyValue()],
    });
  });

  it('allows only the named role the named action through the endpoint', () => {
    synth().hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'dynamodb:GetItem',
            Resource: 'arn:table',
            Condition: { ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } },
          },
        ],
      },
    });
  });

  it('allows functions egress to the DynamoDB prefix list on 443 only', () => {
    const template = synth();
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      DestinationPrefixListId: 'pl-66a5400f',
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });
});
