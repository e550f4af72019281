/** An account that shares a secret, and one whose stack was synthesized with the secret's value. */
import { stableHex } from '@sandbox/kernel/identifiers';
import { assemblyFolder } from './assembly-folder';
import { consumer, service } from './two-accounts';

const unique = stableHex(12, consumer, 'owner', 'Shared');

/** The secret's ARN in the sandbox. */
export const sharedSecretArn = `arn:aws:secretsmanager:eu-central-1:${consumer}:secret:Shared-${unique}-${unique.slice(0, 6)}`;

export interface SharedSecretOptions {
  /** @default 'vpce-1' */
  readonly value?: string;
  /** Further statements of the secret's policy. @default none */
  readonly secretPolicy?: readonly unknown[];
  /** Principals of other accounts that may use the key. @default the reading account */
  readonly keyReaders?: readonly string[];
}

const reader = `arn:aws:iam::${service}:root`;

const allow = (Sid: string, Action: string, AWS: string | readonly string[]) => ({
  ...{ Sid, Effect: 'Allow', Action, Resource: '*' },
  Principal: { AWS },
});

/** Writes the assembly of the account that owns the secret. Returns the folder. */
export function ownerAssembly(
  folder: string,
  { value = 'vpce-1', secretPolicy = [], keyReaders = [reader] }: SharedSecretOptions = {},
): string {
  const keyPolicy = [
    allow('Own', 'kms:*', `arn:aws:iam::${consumer}:root`),
    ...(keyReaders.length > 0 ? [allow('ReadersDecrypt', 'kms:Decrypt', keyReaders)] : []),
  ];
  const policy = [allow('ReadersRead', 'secretsmanager:GetSecretValue', reader), ...secretPolicy];
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

/** Writes the assembly of a stack that was synthesized with a value of the secret. Returns the folder. */
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
