/** The context of a client's request in its pipeline. Each hop declares the parts that it needs. */
import type { HttpRequest } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { MappedApi } from '@sandbox/services/apigateway/api-gateway';
import type { PrivateDomainName } from '@sandbox/services/apigateway/private-domain-names';
import type { Signer } from '@sandbox/services/apigateway/caller-authentication';
import type { Method, Stage } from '@sandbox/services/apigateway/rest-api';
import type { RouteMatch } from '@sandbox/services/apigateway/route-table';
import type { NetworkEnd } from '@sandbox/services/ec2/connection';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Reachability } from '@sandbox/services/ec2/reachability';
import type { AccountWith } from '@sandbox/services/services';

/** What names a request in answers, events and logs. */
export type RequestIdentity = Pick<Trace, 'requestId' | 'traceId' | 'startedAt'>;

export type ClientAccount = AccountWith<
  'apigateway' | 'ec2' | 'elasticloadbalancing' | 'iam' | 'lambda' | 'route53'
>;

/** A function that makes requests itself. */
export interface FunctionClient {
  /** For people, such as a construct path. */
  readonly name: string;
  /** Its network interface; undefined where it is in no VPC. */
  readonly end: NetworkEnd | undefined;
  /** Judges its way to API Gateway's public endpoint. */
  readonly reachApiGateway: () => Reachability;
}

/** As it comes from the client. */
export interface ClientRequest {
  readonly request: HttpRequest;
  readonly identity: RequestIdentity;
  /** All of them, since a name or an API is found wherever it lives. */
  readonly accounts: readonly ClientAccount[];
  /** Undefined for a machine in the network of the load balancer. */
  readonly functionClient: FunctionClient | undefined;
}

/** As API Gateway takes it in. */
export interface AtApiGateway extends ClientRequest {
  /** Undefined where it came to a public API over the internet. */
  readonly endpoint: VpcEndpoint | undefined;
}

/** As it reaches an API's stage. */
export interface AtStage extends AtApiGateway {
  /** The account of the API. */
  readonly owner: ClientAccount;
  readonly mapped: MappedApi;
  /** The private custom domain name that led there; undefined where another kind of name did. */
  readonly privateName: PrivateDomainName | undefined;
  readonly stage: Stage;
}

/** As it is judged there: with the method that matches it, and whoever signed it. */
export interface AtRoute extends AtStage {
  /** Undefined where no method matches. */
  readonly route: RouteMatch<Method> | undefined;
  /** Undefined if the request is unsigned, or nothing on its path checks signatures. */
  readonly signer: Signer | undefined;
}

/** As it reaches a method of that stage. */
export interface AtMethod extends AtRoute {
  readonly match: RouteMatch<Method>;
}
