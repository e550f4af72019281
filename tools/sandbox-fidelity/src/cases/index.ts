/** All negative cases, by what they are about. */
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

/** On a request's way to the API: a spec of their own each, so that they run side by side. */
export const beforeTheApi: Areas = {
  Routing: routing,
  Network: network,
  'Endpoint policies': endpointPolicy,
  'Resource policy': resourcePolicy,
  'Private domain names': privateDomainNames,
  'Signed calls': signedCalls,
};

/** In the API, up to its function's answer. */
export const inTheApi: Areas = {
  Methods: methods,
  'Request validation': requestValidation,
  'Function permission': functionPermission,
  Integration: integration,
  'Throttles and limits': limits,
};

/** What functions cannot connect to: each waits seconds for its time-outs, while others work. */
export const connections: Areas = { 'Network of functions': functionNetwork };

/** What functions and other clients call themselves. */
export const calls: Areas = {
  'Calls of functions': functionCalls,
  'Shared secret': sharing,
};

export const cases: Areas = { ...beforeTheApi, ...inTheApi, ...connections, ...calls };
