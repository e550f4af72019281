import { existsSync } from 'node:fs';
import path from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { exampleAccount } from '@cross-account/stages';
import { stages } from '../src/stages';
import { synth, synthExample } from './support/synth-consumer';

const { template } = synth();
const production = synthExample('prod');

describe('the alarms of the consumer account', () => {
  it.each([
    ['UnHealthyHostCount', 1, 3],
    ['HTTPCode_ELB_5XX_Count', 5, 3],
    ['TargetConnectionErrorCount', 1, 3],
    ['TargetTLSNegotiationErrorCount', 1, 3],
    ['RejectedConnectionCount', 1, 1],
  ])(
    'alarm on %s of %d in %d minutes, and notify the stage’s topic',
    (metric, threshold, minutes) => {
      const topic = [`arn:aws:sns:eu-central-1:${exampleAccount('prod', 'consumer')}:alarms`];
      production.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/ApplicationELB',
        MetricName: metric,
        Threshold: threshold,
        EvaluationPeriods: minutes,
        Period: 60,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: topic,
        OKActions: topic,
      });
    },
  );

  it('alarm if most of at least 20 requests are refused, twice in five minutes', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'IF(calls >= 20, 100 * refused / calls, 0)' }),
        Match.objectLike({
          Id: 'refused',
          MetricStat: Match.objectLike({
            Metric: Match.objectLike({ MetricName: 'HTTPCode_Target_4XX_Count' }),
            Period: 300,
            Stat: 'Sum',
          }),
        }),
      ]),
      Threshold: 50,
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
      AlarmActions: Match.anyValue(),
    });
  });

  it('link to an existing runbook', () => {
    const alarms = Object.values(production.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(8);
    for (const { Properties } of alarms as { Properties: { AlarmDescription: string } }[]) {
      const file = /docs\/runbooks\/consumer-[a-z-]+\.md/.exec(Properties.AlarmDescription)?.[0];
      expect(existsSync(path.join(__dirname, '../../..', file ?? 'no runbook'))).toBe(true);
    }
  });

  it('notify nobody and create no topic if the stage has none', () => {
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});

describe('the smoke test in the consumer account', () => {
  it('receives each service’s name, address and one of its items', () => {
    production.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          SERVICES: JSON.stringify(
            stages.prod.services.map(({ name, item }) => {
              return { name, item, url: `https://${name}.orders.example.com/v1` };
            }),
          ),
          CERTIFICATE_AUTHORITY: Match.absent(),
        },
      },
    });
    production.hasOutput('SmokeTestFunctionName', {});
  });

  it('trusts the certificate authority of the stage', () => {
    const certificateAuthority = '-----BEGIN CERTIFICATE-----';
    const { template: withAuthority } = synth({ certificateAuthority });
    withAuthority.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ CERTIFICATE_AUTHORITY: certificateAuthority }) },
    });
  });

  it('runs in the private subnets and may only connect to the load balancer on 443', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp('Smoke test'),
      VpcConfig: {
        SubnetIds: [
          { Ref: Match.stringLikeRegexp('PrivateSubnet1') },
          { Ref: Match.stringLikeRegexp('PrivateSubnet2') },
        ],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('SmokeTest'), 'GroupId'] }],
      },
    });
    const egress = template.findResources('AWS::EC2::SecurityGroupEgress', {
      Properties: { GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('SmokeTest'), 'GroupId'] } },
    });
    expect(Object.values(egress)).toEqual([
      expect.objectContaining({
        Properties: expect.objectContaining({
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          DestinationSecurityGroupId: {
            'Fn::GetAtt': [expect.stringContaining('Alb') as string, 'GroupId'],
          },
        }) as object,
      }),
    ]);
  });
});

describe('the client in the consumer account', () => {
  const withClient = synth({ client: true }).template;

  it('exists only if the stage enables it', () => {
    for (const without of [template, production, synthExample('dev')]) {
      without.resourceCountIs('AWS::EC2::Instance', 0);
    }
    withClient.resourceCountIs('AWS::EC2::Instance', 1);
    withClient.hasOutput('ClientInstanceId', {});
  });

  it('is a Graviton machine with the newest Amazon Linux 2023, IMDSv2 and an encrypted disk', () => {
    withClient.hasResourceProperties('AWS::EC2::Instance', {
      InstanceType: 't4g.nano',
      ImageId: { Ref: Match.stringLikeRegexp('al2023.*arm64') },
      MetadataOptions: Match.objectLike({ HttpTokens: 'required' }),
      BlockDeviceMappings: [
        Match.objectLike({ Ebs: Match.objectLike({ Encrypted: true, VolumeType: 'gp3' }) }),
      ],
      KeyName: Match.absent(),
    });
    withClient.hasParameter('*', {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: Match.stringLikeRegexp('^/aws/service/ami-amazon-linux-latest/al2023-.*-arm64$'),
    });
  });

  it('is in a public subnet, without ingress rules, and with egress to HTTPS only', () => {
    withClient.hasResourceProperties('AWS::EC2::Instance', {
      NetworkInterfaces: [
        Match.objectLike({
          AssociatePublicIpAddress: true,
          SubnetId: { Ref: Match.stringLikeRegexp('ClientSubnet1') },
        }),
      ],
    });
    withClient.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Client: HTTPS out, nothing in',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [
        Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
      ],
    });
  });

  it('is managed by Systems Manager', () => {
    withClient.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        {
          'Fn::Join': [
            '',
            ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore'],
          ],
        },
      ],
    });
  });
});
