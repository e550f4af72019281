import { Match } from 'aws-cdk-lib/assertions';
import { stages } from '../src/stages';
import { synth, synthExample } from './support/synth-consumer';

const { app, stack, template } = synth();
const production = synthExample('prod');

describe('the consumer account', () => {
  it('is one stack named after app and stage, in the account of the stage', () => {
    expect(stack.stackName).toBe('consumer-infra-sandbox');
    expect(stack.environment).toBe('aws://111111111111/eu-central-1');
  });

  it('makes no AWS calls during synthesis', () => {
    expect(app.synth().manifest.missing ?? []).toEqual([]);
  });

  it('is protected from deletion if the stage is protected', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:111111111111:alarms';
    expect(stack.terminationProtection).toBe(false);
    expect(synth({ protect: true, alarmTopicArn }).stack.terminationProtection).toBe(true);
  });

  it('has a VPC of 192.168.0.0/16 with DNS hostnames and an internet gateway', () => {
    template.hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: '192.168.0.0/16',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
    template.resourceCountIs('AWS::EC2::InternetGateway', 1);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  it.each([
    ['public', 'eu-central-1a'],
    ['public', 'eu-central-1b'],
    ['isolated', 'eu-central-1a'],
    ['isolated', 'eu-central-1b'],
  ])('has a(n) %s subnet in %s', (type, zone) => {
    const tag = type === 'public' ? 'Public' : 'Isolated';
    template.hasResourceProperties('AWS::EC2::Subnet', {
      AvailabilityZone: zone,
      MapPublicIpOnLaunch: false,
      Tags: Match.arrayWith([{ Key: 'aws-cdk:subnet-type', Value: tag }]),
    });
  });

  it('has an execute-api endpoint in both private subnets that does not affect public APIs', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.eu-central-1.execute-api',
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: false,
      SubnetIds: [
        { Ref: Match.stringLikeRegexp('PrivateSubnet1') },
        { Ref: Match.stringLikeRegexp('PrivateSubnet2') },
      ],
    });
  });

  it('allows only the load balancer to connect to the endpoint, on 443', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ExecuteApi'), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Alb'), 'GroupId'] },
      FromPort: 443,
      ToPort: 443,
    });
  });

  it('reads the endpoint’s addresses again when its network interfaces change', () => {
    template.hasResourceProperties('Custom::EndpointAddresses', {
      NetworkInterfaceIds: {
        'Fn::GetAtt': [Match.stringLikeRegexp('ExecuteApi'), 'NetworkInterfaceIds'],
      },
      ServiceTimeout: '120',
    });
  });

  it('registers both addresses as targets', () => {
    const address = (name: string) => ({
      Id: { 'Fn::GetAtt': [Match.stringLikeRegexp('EndpointAddresses'), name] },
      Port: 443,
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Targets: [address('Address0'), address('Address1')],
    });
  });

  it('allows the function that reads addresses only to describe network interfaces', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'ec2:DescribeNetworkInterfaces',
              'xray:PutTelemetryRecords',
              'xray:PutTraceSegments',
            ],
            Resource: '*',
          },
        ],
      },
    });
  });

  it('has a private zone of the domain with an alias of the load balancer for each service', () => {
    template.hasResourceProperties('AWS::Route53::HostedZone', {
      Name: 'orders.localhost.',
      VPCs: [Match.objectLike({ VPCRegion: 'eu-central-1' })],
    });
    for (const { name } of stages.sandbox.services) {
      template.hasResourceProperties('AWS::Route53::RecordSet', {
        Name: `${name}.orders.localhost.`,
        Type: 'A',
        AliasTarget: Match.anyValue(),
      });
    }
  });

  it('admits further client networks, and resolves its names in further VPCs', () => {
    const clientNetworks = { cidrs: ['10.20.0.0/16', '10.30.0.7/32'], vpcIds: ['vpc-0a1b2c3d'] };
    const { template: further } = synth({ clientNetworks });
    further.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        { 'Fn::GetAtt': [Match.stringLikeRegexp('Network'), 'CidrBlock'] },
        ...clientNetworks.cidrs,
      ].map((CidrIp) =>
        Match.objectLike({ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
      ),
    });
    further.hasResourceProperties('AWS::Route53::HostedZone', {
      VPCs: [
        { VPCId: { Ref: Match.stringLikeRegexp('Network') }, VPCRegion: 'eu-central-1' },
        { VPCId: 'vpc-0a1b2c3d', VPCRegion: 'eu-central-1' },
      ],
    });
    further.hasOutput('PrivateZoneId', { Value: { Ref: Match.stringLikeRegexp('DnsZone') } });
  });

  it('keeps the security group of the load balancer when a client network is added', () => {
    const groupOf = (change: Parameters<typeof synth>[0]) => {
      const groups = synth(change).template.findResources('AWS::EC2::SecurityGroup');
      const [id, group] = Object.entries(groups).find(([name]) => name.startsWith('Alb')) ?? [];
      const { GroupDescription } = group?.['Properties'] as { GroupDescription: string };
      return { id, GroupDescription };
    };
    // A change of the description would replace the group.
    expect(groupOf({ clientNetworks: { cidrs: ['10.20.0.0/16'] } })).toEqual(groupOf({}));
  });

  it('uses the certificate of the stage', () => {
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Certificates: [{ CertificateArn: stages.sandbox.certificate.certificateArn }],
    });
  });

  it('requests a certificate for all services if a public zone is set', () => {
    const { template: issued } = synth({ certificate: { publicHostedZoneId: 'Z123' } });
    issued.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: '*.orders.localhost',
      ValidationMethod: 'DNS',
    });
  });

  it('shares the endpoint’s ID with the principals that the stage allows', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: {
        Statement: [
          Match.objectLike({ Principal: { AWS: stages.sandbox.allowedServicePrincipalArns } }),
        ],
      },
    });
    template.hasOutput('VpcEndpointIdSecretArn', {});
    template.hasOutput('VpcEndpointId', {});
  });

  it('does not give readers of the endpoint’s ID access in other Regions or to other services', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { AWS: stages.sandbox.allowedServicePrincipalArns },
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Condition: {
              StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' },
            },
          }),
        ]),
      },
    });
  });

  it('allows calls through the endpoint to APIs of the services’ accounts only', () => {
    const apisOf = (account: string) => `arn:aws:execute-api:eu-central-1:${account}:*`;
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: 'execute-api:Invoke',
            Resource: stages.sandbox.services.map(({ account }) => apisOf(account)),
          }),
        ],
      },
    });
  });

  it('allows the smoke test to invoke the operations that it calls of services that require a signature', () => {
    const services = stages.sandbox.services.map((one) =>
      one.name === 'food' ? { ...one, access: 'iam' as const } : one,
    );
    const { template: signing } = synth({ services });
    signing.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('SmokeTest') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: ['v1/GET/orders/*', 'v1/POST/orders'].map(
              (call) => `arn:aws:execute-api:eu-central-1:222222222222:*/${call}`,
            ),
          },
        ]),
      },
    });
    signing.hasOutput('SmokeTestRoleArn', {});
    signing.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          // A workspace may have more services than these two.
          SERVICES: Match.serializedJson(
            Match.arrayWith([
              Match.objectLike({ name: 'food', signed: true }),
              Match.objectLike({
                name: 'beverage',
                signed: Match.absent(),
                account: Match.absent(),
              }),
            ]),
          ),
        },
      },
    });
  });

  it('does not allow the smoke test to invoke APIs if no service requires a signature', () => {
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('execute-api');
    expect(Object.keys(template.findOutputs('SmokeTestRoleArn'))).toEqual([]);
  });

  it('closes the VPC’s default security group', () => {
    template.hasResourceProperties('Custom::ClosedDefaultSecurityGroup', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Network'), 'DefaultSecurityGroup'] },
    });
  });

  it('retains the load balancer and logs connections in production only', () => {
    const resists = (value: string) => ({
      LoadBalancerAttributes: Match.arrayWith([
        { Key: 'deletion_protection.enabled', Value: value },
      ]),
    });
    const type = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
    template.hasResourceProperties(type, resists('false'));
    template.resourceCountIs('AWS::EC2::FlowLog', 0);
    production.hasResourceProperties(type, resists('true'));
    production.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      ResourceId: { Ref: Match.stringLikeRegexp('Network') },
      TrafficType: 'ALL',
    });
  });
});
