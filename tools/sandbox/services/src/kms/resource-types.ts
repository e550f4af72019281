/** AWS::KMS: keys with their policies, and aliases. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { harmless, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { authorize } from '@sandbox/policy/authorization';
import { Policy } from '@sandbox/policy/policy';
import type { AccountWith } from '../services';
import { tagList, tagsByKey, type Tags } from '../tags';

type Account = AccountWith<'iam' | 'kms'>;

const resourceType = resourceTypesOf<Account>();

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';

/**
 * Rejects a policy that would not allow the deploying principal, here the account's administrator,
 * to change it later.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key
 */
function assertNoLockOut(
  document: unknown,
  arn: string,
  resourceTags: Tags,
  context: ResourceContext<Account>,
): void {
  const { account, constructPath } = context;
  const request = {
    principal: { kind: 'root', account: account.id },
    action: 'kms:PutKeyPolicy',
    resource: arn,
    context: new Map(),
    resourceTags,
  } as const;
  const key = new Policy(document, constructPath);
  if (authorize(request, { key, resourceAccount: account.id }).effect === 'allow') return;
  throw new Error('The new key policy will not allow you to update the key policy in the future.');
}

export const kmsTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::KMS::Key': resourceType({
    properties: z.object({
      KeyPolicy: z.unknown(),
      Description: z.string().optional(),
      Enabled: z.stringbool().or(z.boolean()).default(true),
      BypassPolicyLockoutSafetyCheck: z.stringbool().or(z.boolean()).default(false),
      Tags: tagList,
    }),
    unread: [
      harmless(
        'nothing is encrypted, so key rotation has no effect',
        'EnableKeyRotation',
        'RotationPeriodInDays',
      ),
      harmless('a key is deleted with its stack, without a waiting period', 'PendingWindowInDays'),
      refusedExcept(['SYMMETRIC_DEFAULT'], 'only symmetric keys are supported', 'KeySpec'),
      refusedExcept(['ENCRYPT_DECRYPT'], 'only encryption keys are supported', 'KeyUsage'),
      refusedExcept([false], 'multi-Region keys are not emulated', 'MultiRegion'),
      refusedExcept(['AWS_KMS'], 'imported key material is not emulated', 'Origin'),
    ],
    identity: 'generated',
    put(properties, context, previous) {
      const { KeyPolicy, Description: description, Enabled: isEnabled } = properties;
      const { account, constructPath } = context;
      const tags = tagsByKey(properties.Tags);
      const hex = uniqueHex(32, context);
      const KeyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      const Arn = `arn:aws:kms:${account.region}:${account.id}:key/${KeyId}`;
      if (!isDeepStrictEqual(previous?.properties.KeyPolicy, KeyPolicy)) {
        account.iam.assertPrincipals(KeyPolicy, INVALID_PRINCIPALS);
        if (!properties.BypassPolicyLockoutSafetyCheck)
          assertNoLockOut(KeyPolicy, Arn, tags, context);
      }
      account.kms.putKey(Arn, KeyPolicy, constructPath, {
        isEnabled,
        tags,
        ...(description === undefined ? {} : { description }),
      });
      return { ref: KeyId, attributes: { Arn, KeyId } };
    },
    delete: ({ attributes }, { account }) => account.kms.deleteKey(String(attributes?.['Arn'])),
  }),
  'AWS::KMS::Alias': resourceType({
    properties: z.object({ AliasName: z.string(), TargetKeyId: z.string() }),
    identity: ({ AliasName }) => customName(AliasName),
    replaceOn: ['AliasName'],
    put({ AliasName, TargetKeyId }, { account }, previous) {
      const isChanged = previous?.properties.TargetKeyId !== TargetKeyId;
      if (isChanged && !account.kms.key(TargetKeyId)) {
        throw new Error(`Key '${TargetKeyId}' does not exist`);
      }
      account.kms.putAlias(AliasName, TargetKeyId);
      return { ref: AliasName };
    },
    delete: ({ ref }, { account }) => account.kms.deleteAlias(ref),
  }),
};
