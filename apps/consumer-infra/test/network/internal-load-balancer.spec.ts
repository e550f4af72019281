import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { createApp } from '@cross-account/cdk-app';
import { AccessLogBucket } from '../../src/network/access-log-bucket';
import { ConsumerVpc } from '../../src/network/consumer-vpc';
import { ExecuteApiEndpoint } from '../../src/network/execute-api-endpoint';
import { InternalLoadBalancer } from '../../src/network/internal-load-balancer';

const template = (() => {
  const stack = new Stack(createApp(), 'Test', {
    env: { account: '111111111111', region: 'eu-central-1' },
  });
  stack.node.setContext('availability-zones:account=111111111111:region=eu-central-1', [
    'eu-central-1a',
    'eu-central-1b',
  ]);
  const { vpc, privateSubnets } = new ConsumerVpc(stack, 'Vpc', { cidr: '192.168.0.0/16' });
  new InternalLoadBalancer(stack, 'Alb', {
    vpc,
    subnets: privateSubnets,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:certificate'),
    hosts: [
      { name: 'food.orders.example.com', priority: 1 },
      { name: 'beverage.orders.example.com', priority: 7 },
    ],
    target: new ExecuteApiEndpoint(stack, 'Endpoint', {
      vpc,
      subnets: privateSubnets,
      serviceAccounts: ['222222222222', '333333333333', '222222222222'],
    }),
    targetAddresses: ['192.168.32.9', '192.168.48.7'],
    accessLogs: new AccessLogBucket(stack, 'Logs').bucket,
    deletionProtection: true,
  });
  return Template.fromStack(stack);
})();

describe('InternalLoadBalancer', () => {
  it('is internal, preserves the host header, drops invalid headers and has deletion protection', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internal',
      LoadBalancerAttributes: Match.arrayWith([
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'routing.http.preserve_host_header.enabled', Value: 'true' },
        { Key: 'access_logs.s3.enabled', Value: 'true' },
      ]),
    });
  });

  it('accepts HTTPS only, with a TLS 1.3 policy', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    });
  });

  it('returns a 404 problem for an unknown host', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: {
            StatusCode: '404',
            ContentType: 'application/json',
            MessageBody: Match.serializedJson(
              Match.objectLike({ status: 404, code: 'ROUTE.NOT_FOUND' }),
            ),
          },
        },
      ],
    });
  });

  it.each([
    ['food.orders.example.com', 1],
    ['beverage.orders.example.com', 7],
  ])('forwards %s with a separate rule', (host, priority) => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 2);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: priority,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [host] } }],
      Actions: [Match.objectLike({ Type: 'forward' })],
    });
  });

  it('sends HTTPS to the addresses and treats the endpoint’s 403 as healthy', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
      Protocol: 'HTTPS',
      Port: 443,
      Targets: [
        { Id: '192.168.32.9', Port: 443 },
        { Id: '192.168.48.7', Port: 443 },
      ],
      HealthCheckProtocol: 'HTTPS',
      HealthCheckPath: '/',
      Matcher: { HttpCode: '200,403' },
    });
  });

  it('accepts connections from the VPC on 443 and connects to the endpoint on 443, and nothing else', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        Match.objectLike({
          CidrIp: { 'Fn::GetAtt': [Match.stringLikeRegexp('Vpc'), 'CidrBlock'] },
          FromPort: 443,
          ToPort: 443,
        }),
      ],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    for (const type of ['Ingress', 'Egress']) {
      template.resourceCountIs(`AWS::EC2::SecurityGroup${type}`, 1);
      template.hasResourceProperties(`AWS::EC2::SecurityGroup${type}`, {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
      });
    }
  });
});

describe('ExecuteApiEndpoint', () => {
  it('allows calls to APIs of the services’ accounts in its Region and to no others', () => {
    const apisOf = (account: string) => `arn:aws:execute-api:eu-central-1:${account}:*`;
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: [
          {
            Sid: 'InvokeApisOfTheServiceAccounts',
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'execute-api:Invoke',
            Resource: [apisOf('222222222222'), apisOf('333333333333')],
          },
        ],
      },
    });
  });
});

describe('AccessLogBucket', () => {
  it('is encrypted, never public, expires its files and is retained', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 90 })] },
      },
    });
  });

  it('rejects requests without TLS', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });
});
