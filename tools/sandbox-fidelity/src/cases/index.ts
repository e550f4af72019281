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
import { requestValidation } from './request-validation';
import { resourcePolicy } from './resource-policy';
import { routing } from './routing';
import { sharing } from './sharing';

export const cases: Readonly<Record<string, readonly FidelityCase[]>> = {
  Routing: routing,
  Network: network,
  'Endpoint policies': endpointPolicy,
  'Resource policy': resourcePolicy,
  Methods: methods,
  'Request validation': requestValidation,
  'Function permission': functionPermission,
  Integration: integration,
  'Throttles and limits': limits,
  'Network of functions': functionNetwork,
  'Calls of functions': functionCalls,
  'Shared secret': sharing,
};
