/** The stages every app knows. `sandbox` runs on a laptop, the others in AWS accounts. */
export type StageName = 'sandbox' | 'dev' | 'prod';

/**
 * Where the certificate of a stage's domain comes from: an ACM certificate that exists (issued or
 * imported) in the stage's own account and Region, or one that the stack requests and proves by DNS
 * in a public hosted zone of the same account.
 */
export type CertificateSource =
  { readonly certificateArn: string } | { readonly publicHostedZoneId: string };

/** How `nx run <app>:bootstrap` prepares the stage's account; command line arguments add to it. */
export interface BootstrapSettings {
  /**
   * Accounts (twelve digits) whose principals may deploy into this one: a tooling account with CI.
   * @default none; only principals of the stage's own account
   */
  readonly trustedAccounts?: readonly string[];
  /**
   * What CloudFormation may do in the account: names of customer managed policies there, or ARNs.
   * CDK's own default, AdministratorAccess, is used only where it is named here.
   */
  readonly executionPolicies: readonly string[];
}

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
  /** The VPC's IPv4 range, for example `10.0.0.0/16`; the consumer needs a /18, a service a /19. */
  readonly vpcCidr: string;
  /** Keep data and refuse deletion: retained tables and logs, deletion and termination protection. */
  readonly protect: boolean;
  /**
   * Log accepted and refused connections of the VPC.
   * @default false
   */
  readonly flowLogs?: boolean;
  /**
   * SNS topic in the stage's account and Region that is told when an alarm goes off or is over.
   * @default none; alarms show in CloudWatch only
   */
  readonly alarmTopicArn?: string;
  /** @default none; `bootstrap` has to be given its policies as arguments */
  readonly bootstrap?: BootstrapSettings;
}

/** A service that the consumer calls. Known by name only: its app is another team's. */
export interface ConsumedService {
  /** The service answers under `<name>.<domain>`, and its orders have a field of that name. */
  readonly name: string;
  /** Account ID of the service, twelve digits. The endpoint lets through to its APIs. */
  readonly account: string;
  /** One item of its menu, for the smoke test to order. */
  readonly item: string;
}

/** A stage of the account that consumes the services. */
export interface ConsumerStage extends BaseStage {
  /** The services this account may call: each gets a host name and a listener rule. */
  readonly services: readonly ConsumedService[];
  /** ARNs of the principals (deployment roles, or account roots) that may read the endpoint's ID. */
  readonly allowedServicePrincipalArns: readonly string[];
  /**
   * An instance to call the services from by hand, through Session Manager.
   * @default false
   */
  readonly client?: boolean;
  /**
   * PEM of the certificate authority that signed the load balancer's certificate, at most 3 KB,
   * where it is none of those that Node.js trusts.
   * @default the smoke test trusts public authorities only
   */
  readonly certificateAuthority?: string;
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
  /**
   * Deploy new code to a tenth of the calls first, and take it back when an alarm goes off.
   * @default the value of `protect`
   */
  readonly canary?: boolean;
}
