/** The common values of all stages: the schema defines both type and validation. */
import { z } from 'zod';
import {
  DOMAIN,
  HOSTED_ZONE_ID,
  POLICY_NAME,
  account,
  certificateArn,
  described,
  mustBe,
  noRepeats,
  region,
  text,
  topicArn,
} from './formats';
import { vpcRange } from './ip-ranges';
import { tags } from './tags';

/**
 * The source of the certificate of a stage's domain: an existing ACM certificate (issued or imported) in the
 * stage's own account and Region, or one that the stack requests and validates by DNS in a public hosted zone
 * of the same account: `<domain>` for the consumer, `<service>.<domain>` for a service, since a name can be
 * delegated to only one zone.
 */
const certificateSource = z.union(
  [
    z.strictObject({ certificateArn: z.string() }).readonly(),
    z.strictObject({ publicHostedZoneId: text(HOSTED_ZONE_ID, 'a zone ID (Z…)') }).readonly(),
  ],
  { error: described('{ certificateArn } or { publicHostedZoneId }') },
);

export type CertificateSource = z.infer<typeof certificateSource>;

/** How `nx run <app>:bootstrap` prepares the stage's account; command line arguments replace it. */
const bootstrapSettings = z
  .strictObject({
    /**
     * Accounts (twelve digits) whose principals may deploy into this one: a tooling account with CI.
     * @default none; only principals of the stage's own account
     */
    trustedAccounts: z.array(account).readonly().exactOptional(),
    /**
     * The execution policies of CloudFormation in the account: names of customer managed policies there, or
     * ARNs. CDK's default, AdministratorAccess, is used only if it is listed here.
     */
    executionPolicies: z.array(z.string()).readonly(),
    /**
     * Name of a customer managed policy in the account: the permissions boundary of CDK's execution role and
     * of all roles in the stack.
     * @default no boundary
     */
    permissionsBoundary: text(POLICY_NAME, 'the name of a policy, not its ARN').exactOptional(),
  })
  .readonly();

/** The account and Region of a stage. */
const environmentShape = {
  /** AWS account ID, twelve digits. */
  account,
  /** AWS Region, for example `eu-central-1`. The same for all three accounts. */
  region,
};

/** Validates the account and Region of a stage, and ignores its other keys. */
export const stageEnvironment = z.object(environmentShape);

export type StageEnvironment = Readonly<z.infer<typeof stageEnvironment>>;

/** Validates the values for bootstrapping, and ignores other keys. */
export const bootstrapStage = z.object({
  ...environmentShape,
  /** @default none; `bootstrap` needs its policies as arguments */
  bootstrap: bootstrapSettings.exactOptional(),
});

export type BootstrapStage = Readonly<z.infer<typeof bootstrapStage>>;

/** The smallest range of a VPC; the stage of an app requires a larger one for its subnets. */
const SMALLEST_VPC = 28;

/**
 * The keys that the stages of all apps have in common. An app's
 * schema is `z.strictObject({ ...baseShape, … }).check(inStageAccountAndRegion)`.
 */
export const baseShape = {
  ...bootstrapStage.shape,
  /**
   * Two Availability Zones of the Region.
   * @default the zones `a` and `b` of the Region
   */
  availabilityZones: z
    .tuple([z.string(), z.string()], { error: 'must name two Availability Zones' })
    .readonly()
    .check(noRepeats<string>((name) => name))
    .exactOptional(),
  /** The parent domain of the services' names, `<service>.<domain>`. It must be a domain that you own. */
  domain: text(DOMAIN, 'a lower-case DNS domain'),
  /** The certificate for `<service>.<domain>`. */
  certificate: certificateSource,
  /** The VPC's IPv4 range, for example `10.0.0.0/16`; the consumer needs a /18, a service a /19. */
  vpcCidr: vpcRange(SMALLEST_VPC),
  /** Retain tables and logs, and enable deletion and termination protection. */
  protect: z.boolean(),
  /**
   * Log accepted and rejected connections of the VPC.
   * @default false
   */
  flowLogs: z.boolean().exactOptional(),
  /**
   * Deploy source maps with the functions, so that stack traces lead to sources. Node.js reads them at
   * each cold start, and any change of a source then deploys its functions, even one of a comment.
   * @default false
   */
  sourceMaps: z.boolean({ error: described('true or false') }).exactOptional(),
  /**
   * SNS topic in the stage's account and Region that is notified when an alarm starts or ends. A
   * protected stage requires one: see {@link requireAlarmTopic}.
   * @default none; alarms show in CloudWatch only
   */
  alarmTopicArn: z.string().exactOptional(),
  /**
   * Tags of the stage's stack and all of its resources, such as an owner or a cost centre.
   * @default `application` and `stage`, which every stack has
   */
  tags: tags.exactOptional(),
};

/** The common keys of stages. */
export type BaseStage = Readonly<z.infer<z.ZodObject<typeof baseShape>>>;

/**
 * Rejects zones, certificates and topics in another account or Region than the stage's, which AWS would reject
 * only during the deployment.
 */
export function inStageAccountAndRegion(
  payload: z.core.ParsePayload<Omit<BaseStage, 'certificate'> & Partial<BaseStage>>,
): void {
  const { account, region, availabilityZones = [], certificate, alarmTopicArn } = payload.value;
  // A malformed account or Region is reported already.
  if (!stageEnvironment.safeParse({ account, region }).success) return;
  const place = `of account ${account} in ${region}`;
  const expect = (path: PropertyKey[], value: string, format: RegExp, expected: string) => {
    if (format.test(value)) return;
    payload.issues.push({ code: 'custom', path, input: value, message: mustBe(expected, value) });
  };
  for (const [index, name] of availabilityZones.entries()) {
    const format = new RegExp(`^${region}[a-z]$`);
    expect(['availabilityZones', index], name, format, `a zone of ${region}`);
  }
  if (certificate !== undefined && 'certificateArn' in certificate) {
    const format = certificateArn(account, region);
    const path = ['certificate', 'certificateArn'];
    expect(path, certificate.certificateArn, format, `an ACM certificate ${place}`);
  }
  if (alarmTopicArn !== undefined) {
    expect(['alarmTopicArn'], alarmTopicArn, topicArn(account, region), `an SNS topic ${place}`);
  }
}

/** Rejects a protected stage without an alarm topic. */
export function requireAlarmTopic({
  value,
  issues,
}: z.core.ParsePayload<Pick<BaseStage, 'protect' | 'alarmTopicArn'>>): void {
  if (!value.protect || value.alarmTopicArn !== undefined) return;
  const message = 'is missing: a protected stage needs an SNS topic for its alarms';
  issues.push({ code: 'custom', path: ['alarmTopicArn'], input: undefined, message });
}
