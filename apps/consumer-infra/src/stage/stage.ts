/** The schema of a stage of the consumer account. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  LABEL,
  PRINCIPAL_ARN,
  PRIVATE_DOMAIN_NAME_ARN,
  VPC_ID,
  account,
  baseShape,
  described,
  inStageAccountAndRegion,
  mustBe,
  networkRange,
  noRepeats,
  overlap,
  requireAlarmTopic,
  text,
  vpcRange,
} from '@cross-account/stages';
import type { CertificateSource } from '@cross-account/stages';

const NAME = 'lower-case letters, digits and inner hyphens, starting with a letter';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
const LAST_PRIORITY = 50_000;

const priorityError = described(`a whole number between 1 and ${LAST_PRIORITY}`);

/**
 * A service that the consumer calls. It is known only by these values, since its app belongs to another team.
 */
const consumedService = z
  .strictObject({
    /** The first label of the service's name `<name>.<domain>`, and the field of its orders with the item. */
    name: text(LABEL, NAME),
    /** Account ID of the service, twelve digits. The endpoint allows its APIs. */
    account,
    /** One item of its menu, for the smoke test to order. */
    item: text(LABEL, `an item of the service’s menu: ${NAME}`),
    /**
     * Who may call it, as in the service's stage: with `iam`, the smoke test signs its requests and is
     * allowed to call the API. Other callers in this account need their own policies.
     * @default 'endpoint'
     */
    access: z
      .enum(['endpoint', 'iam'], { error: described("'endpoint' or 'iam'") })
      .exactOptional(),
    /**
     * ARN of the service's private custom domain name, the output `DomainNameArn` of its stack. The endpoint
     * of private domain names is associated with it.
     * @default none; the service has no such name
     */
    domainNameArn: text(
      PRIVATE_DOMAIN_NAME_ARN,
      'the ARN of a private custom domain name (…:/domainnames/<name>+<ID>)',
    ).exactOptional(),
    /**
     * The target of the service's name: the load balancer (`regional`), or the endpoint of private domain
     * names (`private`), which is ready about 15 minutes after it was associated with `domainNameArn`.
     * @default 'regional'; 'private' if the stage has no other
     */
    domainMode: z
      .enum(['regional', 'private'], { error: described("'regional' or 'private'") })
      .exactOptional(),
    /**
     * Priority of the listener rule that forwards to it, 1 to 50,000. Each service has a unique, constant
     * number. The order of the rules has no effect, since each has a different host.
     */
    priority: z
      .int({ error: priorityError })
      .gte(1, { error: priorityError })
      .lte(LAST_PRIORITY, { error: priorityError }),
  })
  .readonly();

export type ConsumedService = z.infer<typeof consumedService>;

/** Checks that priorities are unique, as a load balancer requires. */
function onePriorityEach({ value, issues }: z.core.ParsePayload<readonly ConsumedService[]>): void {
  for (const [index, { name, priority }] of value.entries()) {
    const other = value.slice(0, index).find((one) => one.priority === priority);
    if (other === undefined) continue;
    const message = `must be unique, got ${priority}, which ${other.name} has`;
    issues.push({
      code: 'custom',
      input: value,
      path: [index, 'priority'],
      message: `of ${name} ${message}`,
    });
  }
}

/** The VPC has four subnets of /20. */
const SMALLEST_VPC = 18;

/**
 * A function's environment variables are limited to 4 KB, which also include the services of the smoke test.
 */
const LONGEST_AUTHORITY = 3_000;

/** Networks outside the stack's VPC whose clients may call the services. */
const clientNetworks = z
  .strictObject({
    /**
     * IPv4 ranges that the load balancer allows: of VPCs behind a transit gateway or a peering connection, or
     * of a company's network behind a VPN. They must not overlap each other or `vpcCidr`.
     * @default none besides `vpcCidr`
     */
    cidrs: z
      .array(networkRange)
      .readonly()
      .check(({ value, issues }) => {
        for (const [index, cidr] of value.entries()) {
          const other = value.slice(0, index).find((earlier) => overlap(earlier, cidr));
          if (other === undefined) continue;
          const message = mustBe(`outside of ${other}, which is in the list, too`, cidr);
          issues.push({ code: 'custom', input: value, path: [index], message });
        }
      })
      .exactOptional(),
    /**
     * IDs of VPCs of the stage's account and Region in which the services' names resolve, as they do in the
     * stack's own. A VPC of another account must be associated manually: see docs/deploy.md.
     * @default none besides the stack's own
     */
    vpcIds: z
      .array(text(VPC_ID, 'the ID of a VPC'))
      .readonly()
      .check(noRepeats((id) => id))
      .exactOptional(),
  })
  .readonly();

export type ClientNetworks = z.infer<typeof clientNetworks>;

/** Rejects ranges that overlap the VPC's: traffic to its own range is never routed out of a VPC. */
function outsideOfTheVpc({
  value,
  issues,
}: z.core.ParsePayload<{ vpcCidr: string; clientNetworks?: ClientNetworks }>): void {
  for (const [index, cidr] of (value.clientNetworks?.cidrs ?? []).entries()) {
    if (!overlap(cidr, value.vpcCidr)) continue;
    const message = mustBe(`outside of the VPC's own range ${value.vpcCidr}`, cidr);
    const path = ['clientNetworks', 'cidrs', index];
    issues.push({ code: 'custom', input: cidr, path, message });
  }
}

/** The values of a stage that determine its domain names. */
interface Named {
  readonly region: string;
  readonly domain: string;
  readonly domainMode?: 'regional' | 'private' | 'both';
  readonly certificate?: CertificateSource;
  readonly services: readonly ConsumedService[];
}

/**
 * Checks that the stage has a certificate if it has a load balancer; API Gateway presents those of private
 * domain names.
 */
function certificateOfTheBalancer({ value, issues }: z.core.ParsePayload<Named>): void {
  if (value.domainMode === 'private' || value.certificate !== undefined) return;
  issues.push({ code: 'custom', path: ['certificate'], input: undefined, message: 'is missing' });
}

/**
 * Checks that each service has the kind of domain name that it is called with, and that the stage supports
 * it.
 */
function domainNamesOfTheServices({ value, issues }: z.core.ParsePayload<Named>): void {
  const { domainMode: way = 'regional' } = value;
  for (const [index, service] of value.services.entries()) {
    const refuse = (key: 'domainMode' | 'domainNameArn', message: string) =>
      issues.push({
        code: 'custom',
        path: ['services', index, key],
        input: service[key],
        message: `of ${service.name} ${message}`,
      });
    const { domainMode, domainNameArn: arn } = service;
    if (arn !== undefined && way === 'regional') {
      refuse('domainNameArn', "only goes with domainMode 'private' or 'both' of the stage");
    } else if (arn !== undefined && !isNameOf(service, arn, value)) {
      const host = `${service.name}.${value.domain}`;
      const place = `in account ${service.account} and ${value.region}`;
      refuse('domainNameArn', mustBe(`that of ${host} ${place}`, arn));
    }
    if (domainMode === 'private' && arn === undefined) {
      refuse('domainMode', "must not be 'private' without its domainNameArn");
    } else if (domainMode === 'regional' && way === 'private') {
      refuse('domainMode', "must not be 'regional' where domainMode of the stage is 'private'");
    }
  }
}

/** Returns whether an ARN is that of the service's domain name, in the Region of the endpoint. */
function isNameOf({ name, account }: ConsumedService, arn: string, stage: Named): boolean {
  const [whole, ...actual] = PRIVATE_DOMAIN_NAME_ARN.exec(arn) ?? [];
  // A text that is not an ARN is reported already.
  if (whole === undefined) return true;
  return isDeepStrictEqual(actual, [stage.region, account, `${name}.${stage.domain}`]);
}

/** The schema of a consumer's stage, with all checks. */
export const consumerStage = z
  .strictObject({
    ...baseShape,
    /**
     * The kinds of custom domain names that are called: `regional` ones through the load balancer, `private`
     * ones through an endpoint that is associated with them, or `both`, while services migrate between them.
     * @default 'regional'
     */
    domainMode: z
      .enum(['regional', 'private', 'both'], {
        error: described("'regional', 'private' or 'both'"),
      })
      .exactOptional(),
    /**
     * The load balancer's certificate, for `*.<domain>`.
     * @default none; `domainMode` is 'private', and there is no load balancer
     */
    certificate: baseShape.certificate.exactOptional(),
    /** The VPC's IPv4 range, at most a /16 and at least a /18. */
    vpcCidr: vpcRange(SMALLEST_VPC),
    /** The services this account may call: each gets a host name and a listener rule. */
    services: z
      .array(consumedService)
      .min(1, 'must name at least one service')
      .check(
        noRepeats(({ name }) => name),
        onePriorityEach,
      )
      .readonly(),
    /** ARNs of the principals (deployment roles, or account roots) that may read the endpoint's ID. */
    allowedServicePrincipalArns: z
      .array(text(PRINCIPAL_ARN, 'the ARN of an IAM role, user or account root'))
      .min(1, 'must name at least one principal')
      .check(noRepeats((arn) => arn))
      .readonly(),
    /**
     * Further networks whose clients may call the services.
     * @default only clients of the stack's own VPC
     */
    clientNetworks: clientNetworks.exactOptional(),
    /**
     * An instance for manual calls to the services, through Session Manager.
     * @default false
     */
    client: z.boolean().exactOptional(),
    /**
     * Run the smoke test every five minutes, with alarms for failures and missing runs.
     * @default the value of `protect`
     */
    scheduledSmokeTest: z.boolean({ error: described('true or false') }).exactOptional(),
    /**
     * PEM of the certificate authority that signed the load balancer's certificate, at most 3 KB, if Node.js
     * does not trust it by default.
     * @default the smoke test trusts public authorities only
     */
    certificateAuthority: z
      .string()
      .refine(
        (pem) =>
          pem.trimStart().startsWith('-----BEGIN CERTIFICATE-----') &&
          pem.length <= LONGEST_AUTHORITY,
        `must be a PEM certificate of at most ${LONGEST_AUTHORITY} characters`,
      )
      .exactOptional(),
  })
  .check(
    inStageAccountAndRegion,
    requireAlarmTopic,
    outsideOfTheVpc,
    certificateOfTheBalancer,
    domainNamesOfTheServices,
  );

export type ConsumerStage = Readonly<z.infer<typeof consumerStage>>;
