/** AWS::SecretsManager: secrets and their resource policies. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { alreadyExists, customName, unique } from '@sandbox/engine/identity';
import { refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceType,
  type CurrentResource,
} from '@sandbox/engine/resource-type';
import { generatedSecret, generatedSecretSchema, type GeneratedSecret } from './generated-secret';
import { isPublic } from './public-policy';
import { secretVersionSchema } from './secret-versions';
import type { AccountWith } from '../services';
import { tagList } from '../tags';

type Account = AccountWith<'iam' | 'kms' | 'secretsmanager'>;

const resourceType = resourceTypesOf<Account>();

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
const PUBLIC_POLICY =
  'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad ' +
  'access to the secret.';

const secretState = z.object({ createdAt: z.number(), versions: z.array(secretVersionSchema) });

interface Valued {
  readonly SecretString?: string | undefined;
  readonly GenerateSecretString?: GeneratedSecret | undefined;
}

/**
 * Returns the new value of a secret: one is generated for a new secret, and when the properties of
 * its generation have changed. Undefined if the secret keeps its value, or is empty.
 */
function valueOf(
  { SecretString, GenerateSecretString: wanted }: Valued,
  previous?: CurrentResource<Valued>,
): string | undefined {
  if (wanted === undefined) return SecretString;
  const isSame = isDeepStrictEqual(previous?.properties.GenerateSecretString, wanted);
  return isSame ? undefined : generatedSecret(wanted);
}

/** The AWS managed key, which is the default of secrets. */
const MANAGED_KEY = /(^|:)alias\/aws\/secretsmanager$/;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html#API_CreateSecret_Errors */
const ENCRYPTION_FAILURE =
  "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS " +
  'key is available, enabled, and not in an invalid state.';

/** A key of another account is looked up when the secret is read. */
function assertUsable(keyId: string, { id, kms }: Account): void {
  const [, , , , owner = id] = keyId.split(':');
  if (owner === id && kms.key(keyId)?.isEnabled !== true) throw new Error(ENCRYPTION_FAILURE);
}

export const secretsManagerTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::SecretsManager::Secret': resourceType({
    properties: z
      .object({
        Name: z.string().optional(),
        Description: z.string().optional(),
        SecretString: z.string().optional(),
        GenerateSecretString: generatedSecretSchema.optional(),
        KmsKeyId: z
          .string()
          .optional()
          .transform((id) => (id !== undefined && MANAGED_KEY.test(id) ? undefined : id)),
        Tags: tagList,
      })
      .refine(
        ({ SecretString, GenerateSecretString }) =>
          SecretString === undefined || GenerateSecretString === undefined,
        'set SecretString or GenerateSecretString, not both',
      ),
    unread: [
      refusedExcept([[]], 'replication to other Regions is not emulated', 'ReplicaRegions'),
      refused('managed external secrets are not emulated', 'Type'),
    ],
    identity: ({ Name }) => customName(Name),
    replaceOn: ['Name'],
    put(properties, context, previous) {
      const { Name, Description, KmsKeyId } = properties;
      const { account, logicalId } = context;
      if (KmsKeyId !== undefined && previous?.properties.KmsKeyId !== KmsKeyId) {
        assertUsable(KmsKeyId, account);
      }
      const unique = uniqueHex(12, context);
      const name = Name ?? `${logicalId}-${unique}`;
      const arn = `arn:aws:secretsmanager:${account.region}:${account.id}:secret:${name}-${unique.slice(0, 6)}`;
      const { createdAt, versions } = account.secretsmanager.putSecret(
        {
          arn,
          name,
          value: valueOf(properties, previous),
          tags: properties.Tags,
          ...(Description === undefined ? {} : { description: Description }),
          ...(KmsKeyId === undefined ? {} : { kmsKeyId: KmsKeyId }),
        },
        secretState.safeParse(previous?.state).data,
      );
      return { ref: arn, attributes: { Id: arn }, state: { createdAt, versions } };
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
    put(properties, { account, constructPath }, previous) {
      const { SecretId, ResourcePolicy, BlockPublicPolicy } = properties;
      if (!isDeepStrictEqual(previous?.properties, properties)) {
        account.iam.assertPrincipals(
          ResourcePolicy,
          'This resource policy contains an unsupported principal.',
        );
        if (BlockPublicPolicy && isPublic(ResourcePolicy)) throw new Error(PUBLIC_POLICY);
      }
      account.secretsmanager.putResourcePolicy(SecretId, ResourcePolicy, constructPath);
      return { ref: SecretId };
    },
    delete: ({ ref }, { account }) => account.secretsmanager.deleteResourcePolicy(ref),
  }),
};
