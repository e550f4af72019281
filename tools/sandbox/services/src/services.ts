/** The services of one account, for resource types and other services. */
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { ApiGateway } from './apigateway/api-gateway';
import type { DynamoDb } from './dynamodb/dynamodb';
import type { Ec2 } from './ec2/ec2';
import type { ElasticLoadBalancing } from './elasticloadbalancing/elastic-load-balancing';
import type { Iam } from './iam/iam';
import type { Kms } from './kms/kms';
import type { Lambda } from './lambda/lambda';
import type { Logs } from './logs/logs';
import type { Ram } from './ram/ram';
import type { Route53 } from './route53/route53';
import type { Scheduler } from './scheduler/scheduler';
import type { SecretsManager } from './secretsmanager/secrets-manager';

export interface Services extends AccountIdentity {
  readonly apigateway: ApiGateway;
  readonly dynamodb: DynamoDb;
  readonly ec2: Ec2;
  readonly elasticloadbalancing: ElasticLoadBalancing;
  readonly iam: Iam;
  readonly kms: Kms;
  readonly lambda: Lambda;
  readonly logs: Logs;
  readonly ram: Ram;
  readonly route53: Route53;
  readonly scheduler: Scheduler;
  readonly secretsmanager: SecretsManager;
}

/** The subset of an account with these services. */
export type AccountWith<Name extends keyof Services> = AccountIdentity & Pick<Services, Name>;
