/** AWS::SecretsManager and AWS::KMS: secrets, their policies, and the keys that encrypt them. */
import { z } from 'zod';
import { resourceTypesOf, uniqueHex, type ResourceType } from '../resource-type';
import type { AccountWith } from '../../services/services';

type Account = AccountWith<'kms' | 'secretsmanager'>;

const resourceType = resourceTypesOf<Account>();

export const secretTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::KMS::Key': resourceType({
    properties: z.object({ KeyPolicy: z.unknown(), Description: z.string().optional() }),
    put({ KeyPolicy, Description }, context) {
      const { account, constructPath } = context;
      const hex = uniqueHex(32, context);
      const KeyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      const Arn = `arn:aws:kms:${account.region}:${account.id}:key/${KeyId}`;
      account.kms.putKey(Arn, KeyPolicy, constructPath, Description);
      return { ref: KeyId, attributes: { Arn, KeyId } };
    },
    delete: ({ attributes }, { account }) => account.kms.deleteKey(String(attributes?.['Arn'])),
  }),
  'AWS::KMS::Alias': resourceType({
    properties: z.object({ AliasName: z.string(), TargetKeyId: z.string() }),
    replaceOn: ['AliasName'],
    nameProperty: 'AliasName',
    put({ AliasName, TargetKeyId }, { account }) {
      account.kms.putAlias(AliasName, TargetKeyId);
      return { ref: AliasName };
    },
    delete: ({ ref }, { account }) => account.kms.deleteAlias(ref),
  }),
  'AWS::SecretsManager::Secret': resourceType({
    properties: z.object({
      Name: z.string().optional(),
      Description: z.string().optional(),
      SecretString: z.string().default(''),
      // Without it the secret would be empty, and nobody told.
      GenerateSecretString: z
        .undefined('no secret is generated here; give SecretString')
        .optional(),
      KmsKeyId: z.string().optional(),
    }),
    replaceOn: ['Name'],
    nameProperty: 'Name',
    put({ Name, Description, SecretString, KmsKeyId }, context) {
      const { account, logicalId } = context;
      const unique = uniqueHex(12, context);
      const name = Name ?? `${logicalId}-${unique}`;
      const arn = `arn:aws:secretsmanager:${account.region}:${account.id}:secret:${name}-${unique.slice(0, 6)}`;
      account.secretsmanager.putSecret({
        arn,
        name,
        value: SecretString,
        ...(Description === undefined ? {} : { description: Description }),
        ...(KmsKeyId === undefined ? {} : { kmsKeyId: KmsKeyId }),
      });
      return { ref: arn, attributes: { Id: arn } };
    },
    delete: ({ ref }, { account }) => account.secretsmanager.deleteSecret(ref),
  }),
  'AWS::SecretsManager::ResourcePolicy': resourceType({
    properties: z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() }),
    replaceOn: ['SecretId'],
    put({ SecretId, ResourcePolicy }, { account, constructPath }) {
      account.secretsmanager.putResourcePolicy(SecretId, ResourcePolicy, constructPath);
      return { ref: SecretId };
    },
    delete: ({ ref }, { account }) => account.secretsmanager.deleteResourcePolicy(ref),
  }),
};
