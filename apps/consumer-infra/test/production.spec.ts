import { commonWildcards, describeAwsContract, describeTemplate } from '@cross-account/aws-checks';
import type { AwsContract } from '@cross-account/aws-checks';
import { createApp } from '@cross-account/cdk-app';
import { addConsumerStack } from '../src/consumer-app';
import { exampleConsumerStage } from '../src/stage/examples';
import { stages } from '../src/stages';
import type { ConsumedService } from '../src/stage/stage';

/** The roles that deploy the services of the example. */
const READERS = JSON.stringify({
  ArnEquals: {
    'aws:PrincipalArn': exampleConsumerStage('prod', stages.prod).allowedServicePrincipalArns,
  },
}).slice(1, -1);

const contract: Omit<AwsContract, 'createStack'> = {
  leftBehind: {
    'AccessLogs/Bucket: is retained':
      'The load balancer writes a test file at once, and a bucket that holds something can’t be deleted.',
  },
  wildcards: {
    ...commonWildcards,
    'AWS::IAM::Policy: ec2:DescribeNetworkInterfaces, xray:PutTelemetryRecords, xray:PutTraceSegments on *':
      'Neither EC2’s Describe actions nor X-Ray’s traces have a resource level.',
    'AWS::KMS::Key: kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey*, kms:ReEncrypt* on *, if {"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}':
      'What Secrets Manager does with the key, for principals of the account that IAM lets use the secret.',
    [`AWS::KMS::Key: kms:Decrypt, kms:DescribeKey on *, if {${READERS},"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}`]:
      'A key policy applies to its own key: the readers of the endpoint’s ID, through Secrets Manager only.',
    [`AWS::SecretsManager::ResourcePolicy: secretsmanager:DescribeSecret, secretsmanager:GetSecretValue on *, if {${READERS}}`]:
      'A secret’s policy applies to its own secret.',
  },
};

describeAwsContract('the consumer stack in production', {
  ...contract,
  createStack: (context) =>
    addConsumerStack(createApp({ stage: 'prod', examples: true, ...context })),
});

describeAwsContract('the consumer stack in production, where services ask for a signature', {
  ...contract,
  createStack: (context) => {
    const { services } = stages.prod;
    const signing = services.map((service) => ({ ...service, access: 'iam' as const }));
    return addConsumerStack(createApp({ stage: 'prod', examples: true, ...context }), {
      ...stages,
      prod: { ...stages.prod, services: signing },
    });
  },
});

describeAwsContract('the consumer stack in production, with further client networks', {
  ...contract,
  createStack: (context) =>
    addConsumerStack(createApp({ stage: 'prod', examples: true, ...context }), {
      ...stages,
      prod: {
        ...stages.prod,
        clientNetworks: { cidrs: ['10.20.0.0/16'], vpcIds: ['vpc-0a1b2c3d'] },
      },
    }),
});

/** The example stage has an ARN instead of the placeholder for an output. */
const named = (service: ConsumedService): ConsumedService => ({
  ...service,
  domainNameArn: '<output DomainNameArn>',
});

describe.each(['both', 'private'] as const)('with the domain mode %s', (domainMode) => {
  describeAwsContract('the consumer stack in production', {
    ...contract,
    leftBehind: domainMode === 'both' ? (contract.leftBehind ?? {}) : {},
    wildcards: Object.fromEntries(
      Object.entries(contract.wildcards).filter(
        ([statement]) =>
          domainMode === 'both' || !statement.includes('DescribeNetworkInterfaces, xray'),
      ),
    ),
    createStack: (context) =>
      addConsumerStack(createApp({ stage: 'prod', examples: true, ...context }), {
        ...stages,
        prod: {
          ...stages.prod,
          domainMode,
          services: stages.prod.services.map(named),
        },
      }),
  });
});

describe.each(['regional', 'both', 'private'] as const)(
  'of dev, with the domain mode %s',
  (domainMode) => {
    describe.each(['endpoint', 'iam'] as const)('and the access %s', (access) => {
      describeTemplate('the consumer stack', () =>
        addConsumerStack(createApp({ stage: 'dev', examples: true }), {
          ...stages,
          dev: {
            ...stages.dev,
            domainMode,
            services: stages.dev.services.map((service) => ({
              ...(domainMode === 'regional' ? service : named(service)),
              access,
            })),
          },
        }),
      );
    });
  },
);
