/** One local AWS account: its services and their state. */
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { CustomResourceResponses } from '@sandbox/engine/resource-type';
import { Stacks } from '@sandbox/engine/stacks';
import { within } from '@sandbox/kernel/files/within';
import type { Invocation } from '@sandbox/kernel/invocation';
import { emulatedTypes } from './emulated-types';
import { AccountSettings } from './apigateway/account-settings';
import { ApiGateway } from './apigateway/api-gateway';
import { PrivateDomainNames } from './apigateway/private-domain-names';
import { DynamoDb } from './dynamodb/dynamodb';
import { Ec2 } from './ec2/ec2';
import { RevokedRules } from './ec2/revoked-rules';
import { ElasticLoadBalancing } from './elasticloadbalancing/elastic-load-balancing';
import { Iam } from './iam/iam';
import { Kms } from './kms/kms';
import { Lambda, type LambdaProps } from './lambda/lambda';
import { provideRuntimeModules } from './lambda/runtime-modules';
import { Logs } from './logs/logs';
import { Ram } from './ram/ram';
import { Route53 } from './route53/route53';
import { Scheduler } from './scheduler/scheduler';
import { SecretsManager } from './secretsmanager/secrets-manager';
import type { Services } from './services';

export interface AccountProps {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  /** The folder of the account's data. */
  readonly folder: string;
  /** The endpoint of the AWS APIs, for the functions' SDKs. */
  readonly awsEndpoint: string;
  /** Receives the responses of custom resources' provider functions. */
  readonly responses: CustomResourceResponses;
  /** Returns the inspector of a function. @default no function has one */
  readonly inspectorOf?: LambdaProps['inspectorOf'];
  /** Connects functions with the host names that the sandbox serves. @default they do not resolve */
  readonly network?: LambdaProps['network'];
  /** Called with each invocation of a function when it starts. @default not reported */
  readonly onInvocation?: (invocation: Invocation) => void;
  /**
   * Called with one line about an internal error, such as a failed write, or a call that a
   * function's process did not make. @default not reported
   */
  readonly print?: (line: string) => void;
  /** Returns the other accounts of this Region: some names are unique across them. @default none */
  readonly neighbours?: () => readonly Account[];
}

export class Account implements Services {
  readonly id: string;
  readonly region: string;
  readonly apigateway: ApiGateway;
  readonly ec2: Ec2;
  readonly elasticloadbalancing = new ElasticLoadBalancing();
  readonly kms = new Kms();
  readonly logs = new Logs();
  readonly ram = new Ram();
  readonly route53 = new Route53();
  readonly secretsmanager = new SecretsManager();
  readonly dynamodb: DynamoDb;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly scheduler: Scheduler;
  readonly stacks: Stacks<Services>;

  constructor(private readonly props: AccountProps) {
    this.id = props.id;
    this.region = props.region;
    const apiSettings = join(props.folder, 'api-gateway-account.json');
    this.apigateway = new ApiGateway(
      new AccountSettings(apiSettings, props.print),
      () => performance.now(),
      new PrivateDomainNames(() => props.neighbours?.() ?? []),
    );
    const revokedRules = join(props.folder, 'revoked-rules.json');
    this.ec2 = new Ec2(props.region, new RevokedRules(revokedRules, props.print));
    this.iam = new Iam(
      props.id,
      (id) => props.neighbours?.().find((account) => account.id === id)?.iam,
    );
    this.dynamodb = new DynamoDb({
      account: props.id,
      region: props.region,
      folder: join(props.folder, 'dynamodb'),
      onProblem: props.print,
    });
    this.lambda = new Lambda({
      account: props.id,
      region: props.region,
      iam: this.iam,
      logs: this.logs,
      awsEndpoint: props.awsEndpoint,
      environmentsPerFunction: Math.max(1, Math.floor(availableParallelism() / 2)),
      onInvocation: props.onInvocation,
      inspectorOf: props.inspectorOf,
      network: props.network,
    });
    this.scheduler = new Scheduler({
      account: props.id,
      region: props.region,
      iam: this.iam,
      lambda: this.lambda,
      print: props.print ?? (() => undefined),
    });
    this.stacks = new Stacks<Services>({
      account: this,
      types: emulatedTypes,
      secrets: this.secretsmanager,
      folder: props.folder,
      responses: props.responses,
      prepareAssets: provideRuntimeModules,
      runningAssets: () => this.lambda.codeFolders,
      inOtherAccounts: () => (props.neighbours?.() ?? []).flatMap(({ stacks }) => stacks.existing),
    });
  }

  /** Returns this account in a Region; it is empty in Regions other than its own. */
  inRegion(region: string): Account {
    if (region === this.region) return this;
    return new Account({ ...this.props, region, folder: within(this.props.folder, region) });
  }

  /** Returns another account without stacks. */
  other(id: string): Account {
    return new Account({ ...this.props, id, folder: within(dirname(this.props.folder), id) });
  }

  async stop(): Promise<void> {
    this.scheduler.stop();
    this.lambda.stop();
    await this.dynamodb.stop();
  }
}
