import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { createApp } from '@cross-account/cdk-app';
import { SharedEndpointId } from '../../src/network/shared-endpoint-id';

const reader = 'arn:aws:iam::222222222222:role/deploy';

const template = (() => {
  const stack = new Stack(createApp(), 'Test', { env: { region: 'eu-central-1' } });
  new SharedEndpointId(stack, 'Shared', { endpointId: 'vpce-0123', readerArns: [reader] });
  return Template.fromStack(stack);
})();

describe('SharedEndpointId', () => {
  it('holds the ID under a rotating key of its own', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: 'vpce-0123',
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('lets readers read it, and refuses to become public', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Statement: [
          {
            Sid: 'ReadersReadTheEndpointId',
            Effect: 'Allow',
            Principal: { AWS: reader },
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: '*',
          },
        ],
      },
    });
  });

  it('lets readers use the key through Secrets Manager only', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          {
            Sid: 'ReadersDecryptThroughSecretsManager',
            Effect: 'Allow',
            Principal: { AWS: reader },
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Resource: '*',
            Condition: {
              StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' },
            },
          },
        ]),
      },
    });
  });
});
