/** AWS::KMS: keys with their policies, and aliases. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { harmless, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueHex, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'kms'>;

const resourceType = resourceTypesOf<Account>();

export const kmsTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::KMS::Key': resourceType({
    properties: z.object({
      KeyPolicy: z.unknown(),
      Description: z.string().optional(),
      Enabled: z.stringbool().or(z.boolean()).default(true),
      BypassPolicyLockoutSafetyCheck: z.stringbool().or(z.boolean()).default(false),
    }),
    unread: [
      harmless(
        'nothing here is encrypted, so that other key material makes no difference',
        'EnableKeyRotation',
        'RotationPeriodInDays',
      ),
      harmless('a key is deleted with its stack', 'PendingWindowInDays'),
      harmless('nothing here reads the tags of a key', 'Tags'),
      refusedExcept(['SYMMETRIC_DEFAULT'], 'only symmetric keys are known here', 'KeySpec'),
      refusedExcept(['ENCRYPT_DECRYPT'], 'only keys for encryption are known here', 'KeyUsage'),
      refusedExcept([false], 'keys of several Regions are not emulated', 'MultiRegion'),
      refusedExcept(['AWS_KMS'], 'imported key material is not emulated', 'Origin'),
    ],
    identity: 'generated',
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
    identity: ({ AliasName }) => customName(AliasName),
    replaceOn: ['AliasName'],
    put({ AliasName, TargetKeyId }, { account }) {
      account.kms.putAlias(AliasName, TargetKeyId);
      return { ref: AliasName };
    },
    delete: ({ ref }, { account }) => account.kms.deleteAlias(ref),
  }),
};
