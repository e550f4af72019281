/** All negative cases, by area. */
import type { FidelityCase } from '../fidelity-case';
export { deployment } from './deployment';
import { endpointPolicy } from './endpoint-policy';
import { functionCalls } from './function-calls';
import { functionNetwork } from './function-network';
import { functionPermission } from './function-permission';
import { integration } from './integration';
import { limits } from './limits';
import { methods } from './methods';
import { network } from './network';
import { privateDomainNames } from './private-domain-names';
import { requestValidation } from './request-validation';
import { resourcePolicy } from './resource-policy';
import { routing } from './routing';
import { sharing } from './sharing';
import { signedCalls } from './signed-calls';

type Areas = Readonly<Record<string, readonly FidelityCase[]>>;

/** Before the API. Each of these groups has a separate spec, so that they run in parallel. */
export const beforeTheApi: Areas = {
  Routing: routing,
  Network: network,
  'Endpoint policies': endpointPolicy,
  'Resource policy': resourcePolicy,
  'Private domain names': privateDomainNames,
  'Signed calls': signedCalls,
};

/** In the API, up to the response of its function. */
export const inTheApi: Areas = {
  Methods: methods,
  'Request validation': requestValidation,
  'Function permission': functionPermission,
  Integration: integration,
  'Throttles and limits': limits,
};

/** Connections of functions. Each case waits seconds for timeouts, so their spec runs them in parallel. */
export const connections: Areas = { 'Network of functions': functionNetwork };

/** AWS API calls of functions and other clients. */
export const calls: Areas = {
  'Calls of functions': functionCalls,
  'Shared secret': sharing,
};

export const cases: Areas = { ...beforeTheApi, ...inTheApi, ...connections, ...calls };
