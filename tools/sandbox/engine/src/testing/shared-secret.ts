/** An account that shares a secret, and one whose stack was synthesized with what the secret held. */
import { stableHex } from '@sandbox/kernel/identifiers';
import { assemblyFolder } from './assembly-folder';
import { consumer, service } from './two-accounts';

const unique = stableHex(12, consumer, 'owner', 'Shared');

/** The ARN that the sandbox gives the secret. */
export const sharedSecretArn = `arn:aws:secretsmanager:eu-central-1:${consumer}:secret:Shared-${unique}-${unique.slice(0, 6)}`;

export interface SharedSecretOptions {
  /** @default 'vpce-1' */
  readonly value?: string;
  /** Further statements of the secret's policy. @default none */
  readonly secretPolicy?: readonly unknown[];
  /** Whom the key serves beside its own account. @default the reading account */
  readonly keyReaders?: readonly string[];
}

const reader = `arn:aws:iam::${service}:root`;

const letIn = (Sid: string, Action: string, AWS: string | readonly string[]) => ({
  ...{ Sid, Effect: 'Allow', Action, Resource: '*' },
  Principal: { AWS },
});

/** Writes the assembly of the account that has the secret; returns the folder. */
export function ownerAssembly(
  folder: string,
  { value = 'vpce-1', secretPolicy = [], keyReaders = [reader] }: SharedSecretOptions = {},
): string {
  const keyPolicy = [
    letIn('Own', 'kms:*', `arn:aws:iam::${consumer}:root`),
    ...(keyReaders.length > 0 ? [letIn('ReadersDecrypt', 'kms:Decrypt', keyReaders)] : []),
  ];
  const policy = [letIn('ReadersRead', 'secretsmanager:GetSecretValue', reader), ...secretPolicy];
  return assemblyFolder(folder, {
    name: 'owner',
    account: consumer,
    template: {
      Resources: {
        Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: keyPolicy } } },
        Shared: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: { SecretString: value, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
        Policy: {
          Type: 'AWS::SecretsManager::ResourcePolicy',
          Properties: { SecretId: { Ref: 'Shared' }, ResourcePolicy: { Statement: policy } },
        },
      },
    },
  });
}

/** Writes the assembly of a stack that was synthesized with a value of the secret; returns the folder. */
export function readerAssembly(folder: string, value: string, name = 'reader'): string {
  return assemblyFolder(folder, {
    name,
    account: service,
    template: {
      Metadata: { 'cross-account:secrets-read': { [sharedSecretArn]: value } },
      Resources: {
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `${name}-${value}` } },
      },
    },
  });
}
