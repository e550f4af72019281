import type { Account } from '@sandbox/services/account';
import type { MappedApi } from '@sandbox/services/apigateway/api-gateway';
import type { Stage } from '@sandbox/services/apigateway/rest-api';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { HttpRequest } from '@sandbox/kernel/http';

/** A request that has reached an API's stage. */
export interface Arrived {
  readonly request: HttpRequest;
  readonly account: Account;
  /** Undefined where the request came to a public API over the internet. */
  readonly endpoint: VpcEndpoint | undefined;
  readonly mapped: MappedApi;
  readonly stage: Stage;
}
