/** The schema of a service's stage. */
import { z } from 'zod';
import { maxShardCount } from '@cross-account/orders-domain';
import {
  BACKUP_VAULT_ARN,
  ENDPOINT_IDS,
  FULL_SECRET_ARN,
  PREFIX_LIST_ID,
  PRINCIPAL_ARN,
  account,
  baseShape,
  described,
  inStageAccountAndRegion,
  mustBe,
  noRepeats,
  requireAlarmTopic,
  text,
  vpcRange,
} from '@cross-account/stages';

/** The VPC has two subnets of /20. */
const SMALLEST_VPC = 19;

const shardCountError = described(`a whole number between 1 and ${maxShardCount}`);

/** The maximum retention of AWS Backup: a hundred years. */
const MOST_DAYS = 36_500;

const keepDaysError = described(`a whole number of days between 1 and ${MOST_DAYS}`);

const backup = z
  .strictObject({
    /**
     * ARN of a vault in another account of the organization, which allows this account to copy into it.
     * @see docs/deploy.md, 'Backups'
     */
    copyTo: text(BACKUP_VAULT_ARN, 'the ARN of a backup vault'),
    /**
     * Days for which a backup and its copy are kept.
     * @default 35
     */
    keepDays: z
      .int({ error: keepDaysError })
      .gte(1, { error: keepDaysError })
      .lte(MOST_DAYS, { error: keepDaysError })
      .exactOptional(),
  })
  .readonly();

const serviceShape = {
  ...baseShape,
  /** The VPC's IPv4 range, at most a /16 and at least a /19. */
  vpcCidr: vpcRange(SMALLEST_VPC),
  /** The Region's AWS-managed prefix list of DynamoDB: `aws ec2 describe-managed-prefix-lists`. */
  dynamoDbPrefixListId: text(PREFIX_LIST_ID, 'a prefix list ID (pl-…)'),
  /**
   * The consumer's execute-api VPC endpoint; two of them, separated by a comma, while the consumer has one
   * for each kind of domain names.
   * @default read from `vpcEndpointIdSecretArn` at synthesis
   */
  vpcEndpointId: text(ENDPOINT_IDS, 'a VPC endpoint ID (vpce-…)').exactOptional(),
  /**
   * Full ARN (with the six random characters) of the secret in which the consumer publishes the ID.
   * @default none; `vpcEndpointId` must be set
   */
  vpcEndpointIdSecretArn: text(
    FULL_SECRET_ARN,
    'a full secret ARN with its six-character suffix',
  ).exactOptional(),
  /**
   * Who may call the API: any caller through the consumer's endpoint (`endpoint`), or only the principals in
   * `callers`, through that endpoint and with signed requests (`iam`).
   * @default 'endpoint'
   */
  access: z.enum(['endpoint', 'iam'], { error: described("'endpoint' or 'iam'") }).exactOptional(),
  /**
   * ARNs of the IAM roles, users and account roots that may call the API, if `access` is `iam`. A root means
   * all principals of its account whose identity-based policies allow the call.
   * @default none; `access` is not `iam`
   */
  callers: z
    .array(text(PRINCIPAL_ARN, 'the ARN of an IAM role, user or account root'))
    .min(1, 'must name at least one principal')
    .check(noRepeats((arn) => arn))
    .readonly()
    .exactOptional(),
  /**
   * The kind of the service's custom domain name: public in its Region (`regional`), resolved only through
   * associated endpoints (`private`), or both with the same name, while a service migrates between them.
   * @default 'regional'
   */
  domainMode: z
    .enum(['regional', 'private', 'both'], { error: described("'regional', 'private' or 'both'") })
    .exactOptional(),
  /**
   * Account ID of the consumer, twelve digits, which a private domain name is shared with.
   * @default none; `domainMode` is 'regional'
   */
  consumerAccount: account.exactOptional(),
  /** Number of index partitions for writes, 1 to 64. It must never be reduced. */
  shardCount: z
    .int({ error: shardCountError })
    .gte(1, { error: shardCountError })
    .lte(maxShardCount, { error: shardCountError }),
  /**
   * Encrypt the table with a customer managed key instead of an AWS owned key.
   * @default false
   */
  customerManagedKey: z.boolean().exactOptional(),
  /**
   * Deploy new code to a tenth of the requests first, and roll it back when an alarm is raised.
   * @default the value of `protect`
   */
  canary: z.boolean().exactOptional(),
  /** Back up the orders daily, with a copy in another account. @default none; only point-in-time recovery */
  backup: backup.exactOptional(),
};

/** A stage of a service's account. It specifies exactly one source of the endpoint's ID. */
export type ServiceStage = Readonly<z.infer<z.ZodObject<typeof serviceShape>>>;

/**
 * Checks that exactly one of two keys specifies the endpoint's ID, and that the secret is in the stage's
 * Region, since an endpoint provides access only to APIs in its Region.
 */
function oneEndpointSource({ value, issues }: z.core.ParsePayload<ServiceStage>): void {
  const { vpcEndpointId, vpcEndpointIdSecretArn: secretArn, region } = value;
  const refuse = (key: keyof ServiceStage, message: string) => {
    issues.push({ code: 'custom', path: [key], input: value[key], message });
  };
  if (vpcEndpointId !== undefined) {
    if (secretArn !== undefined) refuse('vpcEndpointId', 'excludes vpcEndpointIdSecretArn');
    return;
  }
  if (secretArn === undefined) {
    refuse('vpcEndpointIdSecretArn', 'is missing, and so is vpcEndpointId: set one of them');
    return;
  }
  const secretRegion = FULL_SECRET_ARN.exec(secretArn)?.[1];
  if (secretRegion !== undefined && secretRegion !== region) {
    refuse('vpcEndpointIdSecretArn', mustBe(`in ${region}`, secretArn));
  }
}

/**
 * Checks that `callers` is set only if requests must be signed: without signatures, an API can't identify
 * callers.
 */
function callersThatSign({ value, issues }: z.core.ParsePayload<ServiceStage>): void {
  const { access = 'endpoint', callers } = value;
  if ((access === 'iam') === (callers !== undefined)) return;
  const message =
    callers === undefined
      ? "is missing: with access 'iam', a stage must list the principals that may call"
      : `requires access 'iam', got access '${access}'`;
  issues.push({ code: 'custom', path: ['callers'], input: callers, message });
}

/** Checks that `consumerAccount` is set only for private domain names, which are shared with it. */
function sharedWithConsumer({ value, issues }: z.core.ParsePayload<ServiceStage>): void {
  const { domainMode = 'regional', consumerAccount } = value;
  if ((domainMode === 'regional') === (consumerAccount === undefined)) return;
  const message =
    consumerAccount === undefined
      ? `is missing: with domainMode '${domainMode}' a stage names the account that calls`
      : "only goes with domainMode 'private' or 'both', got domainMode 'regional'";
  issues.push({ code: 'custom', path: ['consumerAccount'], input: consumerAccount, message });
}

/** Rejects a copy in the same account, which would be lost together with the account. */
function copiedElsewhere({ value, issues }: z.core.ParsePayload<ServiceStage>): void {
  const { backup: given, account } = value;
  if (given === undefined || BACKUP_VAULT_ARN.exec(given.copyTo)?.[1] !== account) return;
  const message = mustBe(`a vault in another account than ${account}`, given.copyTo);
  issues.push({ code: 'custom', path: ['backup', 'copyTo'], input: given.copyTo, message });
}

/** The schema of a service's stage, with all checks. */
export const serviceStage = z
  .strictObject(serviceShape)
  .check(
    inStageAccountAndRegion,
    requireAlarmTopic,
    oneEndpointSource,
    callersThatSign,
    sharedWithConsumer,
    copiedElsewhere,
  );
