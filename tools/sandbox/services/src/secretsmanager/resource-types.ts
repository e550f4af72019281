/** AWS::SecretsManager: secrets and their resource policies. */
import { z } from 'zod';
import { alreadyExists, customName, unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueHex, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'secretsmanager'>;

const resourceType = resourceTypesOf<Account>();

export const secretsManagerTypes: Readonly<Record<string, ResourceType<Account>>> = {
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
    unread: [
      harmless('nothing here reads the tags of a secret', 'Tags'),
      refusedExcept([[]], 'a secret is in one Region here', 'ReplicaRegions'),
      refused('secrets that others manage are not emulated', 'Type'),
    ],
    identity: ({ Name }) => customName(Name),
    replaceOn: ['Name'],
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
    properties: z.object({
      SecretId: z.string(),
      ResourcePolicy: z.unknown(),
      BlockPublicPolicy: z.stringbool().or(z.boolean()).default(false),
    }),
    identity: ({ SecretId }) => [
      unique([SecretId], alreadyExists('AWS::SecretsManager::ResourcePolicy', SecretId)),
    ],
    replaceOn: ['SecretId'],
    put({ SecretId, ResourcePolicy }, { account, constructPath }) {
      account.secretsmanager.putResourcePolicy(SecretId, ResourcePolicy, constructPath);
      return { ref: SecretId };
    },
    delete: ({ ref }, { account }) => account.secretsmanager.deleteResourcePolicy(ref),
  }),
};
