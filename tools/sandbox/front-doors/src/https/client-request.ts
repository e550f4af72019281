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

/** The IDs of a request in responses, events and logs. */
export type RequestIdentity = Pick<Trace, 'requestId' | 'traceId' | 'startedAt'>;

export type ClientAccount = AccountWith<
  'apigateway' | 'ec2' | 'elasticloadbalancing' | 'iam' | 'lambda' | 'route53'
>;

/** A function that sends requests. */
export interface FunctionClient {
  /** A display name, such as a construct path. */
  readonly name: string;
  /** Its network interface; undefined outside of a VPC. */
  readonly end: NetworkEnd | undefined;
  /** Evaluates its network path to API Gateway's public endpoint. */
  readonly reachApiGateway: () => Reachability;
}

/** A request as received from the client. */
export interface ClientRequest {
  readonly request: HttpRequest;
  readonly identity: RequestIdentity;
  /** All accounts, since names and APIs may be in any of them. */
  readonly accounts: readonly ClientAccount[];
  /** Undefined for a client in the load balancer's VPC. */
  readonly functionClient: FunctionClient | undefined;
}

/** A request at API Gateway. */
export interface AtApiGateway extends ClientRequest {
  /** Undefined for a request to a public API over the internet. */
  readonly endpoint: VpcEndpoint | undefined;
}

/** A request at an API stage. */
export interface AtStage extends AtApiGateway {
  /** The account of the API. */
  readonly owner: ClientAccount;
  readonly mapped: MappedApi;
  /** The private custom domain name of the request; undefined for other names. */
  readonly privateName: PrivateDomainName | undefined;
  readonly stage: Stage;
}

/** A request with its matching method and its signer. */
export interface AtRoute extends AtStage {
  /** Undefined if no method matches. */
  readonly route: RouteMatch<Method> | undefined;
  /** Undefined if the request is unsigned, or nothing on its path checks signatures. */
  readonly signer: Signer | undefined;
}

/** A request at a method. */
export interface AtMethod extends AtRoute {
  readonly match: RouteMatch<Method>;
}
