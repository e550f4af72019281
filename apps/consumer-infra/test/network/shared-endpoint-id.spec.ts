import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { createApp } from '@cross-account/cdk-app';
import { SharedEndpointId } from '../../src/network/shared-endpoint-id';

const readers = [
  'arn:aws:iam::222222222222:role/deploy-food',
  'arn:aws:iam::333333333333:root',
  'arn:aws:iam::222222222222:role/teams/deploy-tea',
];

const accountOf = (account: string) => `arn:aws:iam::${account}:root`;
const roles = { ArnEquals: { 'aws:PrincipalArn': [readers[0], readers[2]] } };
const through = { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' };

const template = (() => {
  const stack = new Stack(createApp(), 'Test', { env: { region: 'eu-central-1' } });
  new SharedEndpointId(stack, 'Shared', { endpointId: 'vpce-0123', readerArns: readers });
  return Template.fromStack(stack);
})();

describe('SharedEndpointId', () => {
  it('encrypts the ID with a separate key that is rotated', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: 'vpce-0123',
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('allows readers to read it, and blocks public access', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Statement: [
          {
            Sid: 'AccountsReadTheEndpointId',
            Effect: 'Allow',
            Principal: { AWS: accountOf('333333333333') },
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: '*',
          },
          {
            Sid: 'RolesReadTheEndpointId',
            Effect: 'Allow',
            Principal: { AWS: accountOf('222222222222') },
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: '*',
            Condition: roles,
          },
        ],
      },
    });
  });

  it('allows readers to use the key through Secrets Manager only', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          {
            Sid: 'AccountsDecryptThroughSecretsManager',
            Effect: 'Allow',
            Principal: { AWS: accountOf('333333333333') },
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { StringEquals: through },
          },
          {
            Sid: 'RolesDecryptThroughSecretsManager',
            Effect: 'Allow',
            Principal: { AWS: accountOf('222222222222') },
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { ...roles, StringEquals: through },
          },
        ]),
      },
    });
  });
});
