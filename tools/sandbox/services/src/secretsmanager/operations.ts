/**
 * The operations of Secrets Manager that read secrets, also of other accounts.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
import { z } from 'zod';
import type { Secret } from './secrets-manager';
import { CURRENT, stagesById, versionOf, type SecretVersion } from './secret-versions';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall, refusalOf } from '../aws-api/authorization';
import { pageOf } from '../aws-api/page';
import { notKnown, operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';
import { tagsByKey } from '../tags';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'secretsmanager' | 'kms'>;

type Call = ApiCall<Owner>;

const secretId = z
  .string()
  .min(1, 'Member must have length greater than or equal to 1')
  .max(2048, 'Member must have length less than or equal to 2048');

const ARN = /^arn:aws:secretsmanager:([a-z0-9-]+):(\d{12}):secret:(.+)$/;

const getSecretValue = operation(
  z.object({
    SecretId: secretId,
    VersionId: z.string().optional(),
    VersionStage: z.string().optional(),
  }),
  ({ SecretId, VersionId, VersionStage }, call: Call) => {
    const { owner, secret } = authorized('GetSecretValue', SecretId, call, [
      ...(VersionId === undefined ? [] : [['secretsmanager:versionid', VersionId] as const]),
      ['secretsmanager:versionstage', VersionStage ?? CURRENT],
    ]);
    const version = selected(secret, VersionId, VersionStage);
    decrypt(owner, { secret, version }, call);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: version.stages,
      CreatedDate: seconds(version.createdAt),
    };
  },
);

const describeSecret = operation(z.object({ SecretId: secretId }), ({ SecretId }, call: Call) => {
  const { secret } = authorized('DescribeSecret', SecretId, call);
  return {
    ...describe(secret),
    VersionIdsToStages: stagesById(secret.versions),
  };
});

const getResourcePolicy = operation(
  z.object({ SecretId: secretId }),
  ({ SecretId }, call: Call) => {
    const { secret } = authorized('GetResourcePolicy', SecretId, call);
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(secret.policyText === undefined ? {} : { ResourcePolicy: secret.policyText }),
    };
  },
);

const listSecretVersionIds = operation(
  z.object({
    SecretId: secretId,
    IncludeDeprecated: z.boolean().default(false),
    MaxResults: z.number().int().min(1).max(100).default(100),
    NextToken: z.string().optional(),
  }),
  ({ SecretId, IncludeDeprecated, MaxResults, NextToken }, call: Call) => {
    const { secret } = authorized('ListSecretVersionIds', SecretId, call);
    const listed = secret.versions.filter(({ stages }) => IncludeDeprecated || stages.length > 0);
    const { items, nextToken } = pageOf(listed, MaxResults, NextToken, invalidNextToken);
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: items.map(({ id, stages, createdAt }) => ({
        VersionId: id,
        VersionStages: stages,
        CreatedDate: seconds(createdAt),
      })),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  },
);

const listSecrets = operation(
  z.object({
    MaxResults: z.number().int().min(1).max(100).default(100),
    NextToken: z.string().optional(),
    Filters: notKnown('filters are not supported'),
  }),
  ({ MaxResults, NextToken }, call: Call) => {
    authorizeCall(call, { action: 'secretsmanager:ListSecrets', resource: '*' });
    const { all } = call.account.secretsmanager;
    const { items, nextToken } = pageOf(all, MaxResults, NextToken, invalidNextToken);
    const SecretList = items.map((secret) => ({
      ...describe(secret),
      SecretVersionsToStages: stagesById(secret.versions),
    }));
    return { SecretList, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  },
);

export const secretsManagerOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['GetSecretValue', getSecretValue],
  ['DescribeSecret', describeSecret],
  ['GetResourcePolicy', getResourcePolicy],
  ['ListSecretVersionIds', listSecretVersionIds],
  ['ListSecrets', listSecrets],
]);

/** Returns the secret of a call, if the caller's and the secret's policies allow the action. */
function authorized(
  name: string,
  id: string,
  call: Call,
  context: readonly (readonly [string, string])[] = [],
): { readonly owner: Owner; readonly secret: Secret } {
  const found = find(id, call);
  const { id: account, region } = call.account;
  const unknown = ARN.test(id) ? id : `arn:aws:secretsmanager:${region}:${account}:secret:${id}`;
  authorizeCall(call, {
    action: `secretsmanager:${name}`,
    resource: found?.secret.arn ?? unknown,
    context: [
      ['secretsmanager:secretid', found?.secret.arn ?? id],
      ...(found ? [['secretsmanager:name', found.secret.name] as const] : []),
      ...context,
    ],
    tags: tagsByKey(found?.secret.tags ?? []),
    policies: { resource: found?.secret.policy, resourceAccount: found?.owner.id ?? account },
    policyHop: 'secret policy',
  });
  if (!found) {
    const message = "Secrets Manager can't find the specified secret.";
    throw new ApiError({ code: 'ResourceNotFoundException' }, message);
  }
  return found;
}

/**
 * Finds a secret by its name, or by an ARN without its random suffix, in the caller's account; a
 * secret of another account is found by its full ARN only.
 */
function find(id: string, call: Call) {
  const [, region, ownerId = call.account.id, name = id] = ARN.exec(id) ?? [];
  if (region !== undefined && region !== call.region) return undefined;
  const owner = call.accountOf(ownerId);
  if (!owner) return undefined;
  const isOwn = ownerId === call.account.id;
  const secret =
    owner.secretsmanager.secret(id) ?? (isOwn ? owner.secretsmanager.named(name) : undefined);
  return secret && { owner, secret };
}

/** Returns the requested version; an ID and a staging label must be of the same version. */
function selected(
  { versions }: Secret,
  id: string | undefined,
  stage: string | undefined,
): SecretVersion {
  const version = versionOf(versions, { id, stage });
  if (!version) {
    const selector = id === undefined ? `staging label: ${stage ?? CURRENT}` : `VersionId: ${id}`;
    const message = `Secrets Manager can't find the specified secret value for ${selector}`;
    throw new ApiError({ code: 'ResourceNotFoundException' }, message);
  }
  if (stage !== undefined && !version.stages.includes(stage)) {
    const message = 'You provided a VersionStage that is not associated to the provided VersionId.';
    throw new ApiError({ code: 'InvalidRequestException' }, message);
  }
  return version;
}

/**
 * Authorizes the decryption: Secrets Manager decrypts on behalf of the caller, so the key's policy
 * and the caller's have to allow it, too. The AWS managed key can be used only by principals of its
 * own account.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function decrypt(
  owner: Owner,
  { secret, version }: { readonly secret: Secret; readonly version: SecretVersion },
  call: Call,
): void {
  if (secret.kmsKeyId === undefined) {
    if (owner.id === call.account.id) return;
    call.trace.refused('key policy', `aws/secretsmanager serves account ${owner.id} only`);
    throw noAccessToKms();
  }
  const key = owner.kms.key(secret.kmsKeyId);
  const service = `secretsmanager.${call.region}.amazonaws.com`;
  const refusal = refusalOf(call, {
    action: 'kms:Decrypt',
    resource: key?.arn ?? secret.kmsKeyId,
    context: [
      ['kms:viaservice', service],
      ['kms:calleraccount', call.account.id],
      ['kms:encryptioncontext:secretarn', secret.arn],
      ['kms:encryptioncontext:secretversionid', version.id],
      ['kms:encryptioncontextkeys', ['SecretARN', 'SecretVersionId']],
    ],
    tags: key?.tags,
    policies: { key: key?.policy, resourceAccount: owner.id },
    policyHop: 'key policy',
    viaService: service,
  });
  if (!key || refusal !== undefined) throw noAccessToKms();
  if (key.isEnabled) return;
  const message =
    "Secrets Manager can't decrypt the protected secret text using the provided KMS key.";
  throw new ApiError({ code: 'DecryptionFailure' }, message);
}

function invalidNextToken(): ApiError {
  return new ApiError({ code: 'InvalidNextTokenException' }, 'Invalid NextToken');
}

function noAccessToKms(): ApiError {
  return new ApiError({ code: 'AccessDeniedException' }, 'Access to KMS is not allowed');
}

function describe({ arn, name, description, kmsKeyId, tags, createdAt, changedAt }: Secret) {
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    ...(tags?.length ? { Tags: tags } : {}),
    CreatedDate: seconds(createdAt),
    LastChangedDate: seconds(changedAt),
  };
}

/** Returns a time in the format of the JSON protocols. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
