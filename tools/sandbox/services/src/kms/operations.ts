/**
 * The operations of KMS: descriptions of keys. Only Secrets Manager decrypts with keys here.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
import { z } from 'zod';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'kms'>;

type Call = ApiCall<Owner>;

const describeKey = operation(z.object({ KeyId: z.string().min(1) }), ({ KeyId }, call: Call) => {
  const owner = ownerOf(KeyId, call);
  const key = owner?.kms.key(KeyId);
  if (!owner || !key) {
    const { region, id } = call.account;
    const arn = KeyId.startsWith('arn:') ? KeyId : `arn:aws:kms:${region}:${id}:key/${KeyId}`;
    throw new ApiError({ code: 'NotFoundException' }, `Key '${arn}' does not exist`);
  }
  authorizeCall(call, {
    action: 'kms:DescribeKey',
    resource: key.arn,
    context: [['kms:calleraccount', call.account.id]],
    tags: key.tags,
    policies: { key: key.policy, resourceAccount: owner.id },
    policyHop: 'key policy',
  });
  return {
    KeyMetadata: {
      AWSAccountId: owner.id,
      KeyId: key.arn.split('/')[1],
      Arn: key.arn,
      CreationDate: key.createdAt / 1000,
      Enabled: key.isEnabled,
      Description: key.description,
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: key.isEnabled ? 'Enabled' : 'Disabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    },
  };
});

export const kmsOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['DescribeKey', describeKey],
]);

/** Another account's key is found by its ARN only. */
function ownerOf(keyId: string, { account, accountOf }: Call) {
  const [, region, id] = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):/.exec(keyId) ?? [];
  if (id === undefined) return account;
  return region === account.region ? accountOf(id) : undefined;
}
