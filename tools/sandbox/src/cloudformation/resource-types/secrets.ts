/** AWS::SecretsManager and AWS::KMS: secrets, their policies, and the keys that encrypt them. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

export const secretTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::KMS::Key': resourceType(
    z.object({ KeyPolicy: z.unknown() }),
    ({ KeyPolicy }, { account, stackName, logicalId, constructPath }) => {
      const hex = stableHex(32, account.id, stackName, logicalId);
      const KeyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      const Arn = `arn:aws:kms:${account.region}:${account.id}:key/${KeyId}`;
      account.kms.createKey(Arn, KeyPolicy, constructPath);
      return { ref: KeyId, attributes: { Arn, KeyId } };
    },
  ),
  'AWS::KMS::Alias': resourceType(z.object({ AliasName: z.string() }), ({ AliasName }) => ({
    ref: AliasName,
  })),
  'AWS::SecretsManager::Secret': resourceType(
    z.object({
      Name: z.string().optional(),
      SecretString: z.string().default(''),
      KmsKeyId: z.string().optional(),
    }),
    ({ Name, SecretString, KmsKeyId }, { account, stackName, logicalId }) => {
      const unique = stableHex(12, account.id, stackName, logicalId);
      const name = Name ?? `${logicalId}-${unique}`;
      const arn = `arn:aws:secretsmanager:${account.region}:${account.id}:secret:${name}-${unique.slice(0, 6)}`;
      account.secretsmanager.createSecret({
        arn,
        name,
        value: SecretString,
        ...(KmsKeyId === undefined ? {} : { kmsKeyId: KmsKeyId }),
      });
      return { ref: arn, attributes: { Id: arn } };
    },
  ),
  'AWS::SecretsManager::ResourcePolicy': resourceType(
    z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() }),
    ({ SecretId, ResourcePolicy }, { account, constructPath }) => {
      account.secretsmanager.putResourcePolicy(SecretId, ResourcePolicy, constructPath);
      return { ref: SecretId };
    },
  ),
};
