/** The stages every app knows. `sandbox` runs on a laptop, the others in AWS accounts. */
export type StageName = 'sandbox' | 'dev' | 'prod';

/**
 * Where the certificate of a stage's domain comes from: an ACM certificate that exists (issued or
 * imported) in the stage's own account and Region, or one that the stack requests and proves by DNS
 * in a public hosted zone of the same account.
 */
export type CertificateSource =
  { readonly certificateArn: string } | { readonly publicHostedZoneId: string };

/** What every stage of every app says: where it lives and how well it is protected. */
export interface BaseStage {
  /** AWS account ID, twelve digits. */
  readonly account: string;
  /** AWS Region, for example `eu-central-1`. The same for all three accounts. */
  readonly region: string;
  /**
   * Two Availability Zones of the Region.
   * @default the zones `a` and `b` of the Region
   */
  readonly availabilityZones?: readonly [string, string];
  /** The DNS domain under which the services answer, `<service>.<domain>`. One that you own. */
  readonly domain: string;
  /** The certificate for `<service>.<domain>`. */
  readonly certificate: CertificateSource;
  /** The VPC's IPv4 range, for example `10.0.0.0/16`. */
  readonly vpcCidr: string;
  /** Keep data and refuse deletion: retained tables and logs, deletion and termination protection. */
  readonly protect: boolean;
}

/** A stage of the account that consumes the services. */
export interface ConsumerStage extends BaseStage {
  /** Names of the services this account may call: each gets a host name and a listener rule. */
  readonly services: readonly string[];
  /** ARNs of the principals (deployment roles, or account roots) that may read the endpoint's ID. */
  readonly allowedServicePrincipalArns: readonly string[];
}

/** A stage of an account that offers a service. Names exactly one source of the endpoint's ID. */
export interface ServiceStage extends BaseStage {
  /** The Region's AWS-managed prefix list of DynamoDB: `aws ec2 describe-prefix-lists`. */
  readonly dynamoDbPrefixListId: string;
  /**
   * The consumer's execute-api VPC endpoint.
   * @default read from `vpcEndpointIdSecretArn` at synthesis
   */
  readonly vpcEndpointId?: string;
  /**
   * Full ARN (with the six random characters) of the secret in which the consumer publishes the ID.
   * @default none; `vpcEndpointId` has to be given
   */
  readonly vpcEndpointIdSecretArn?: string;
  /** How many index partitions share the writes, 1 to 64. Only ever grows. */
  readonly shardCount: number;
  /**
   * Encrypt the table with a key of the account's own rather than one that DynamoDB owns.
   * @default false
   */
  readonly customerManagedKey?: boolean;
}
