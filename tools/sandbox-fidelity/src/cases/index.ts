/** All negative cases, by what they are about. */
import type { FidelityCase } from '../fidelity-case';
export { deployment } from './deployment';
import { functionCalls } from './function-calls';
import { functionPermission } from './function-permission';
import { integration } from './integration';
import { methods } from './methods';
import { requestValidation } from './request-validation';
import { resourcePolicy } from './resource-policy';
import { routing } from './routing';
import { sharing } from './sharing';

export const cases: Readonly<Record<string, readonly FidelityCase[]>> = {
  Routing: routing,
  'Resource policy': resourcePolicy,
  Methods: methods,
  'Request validation': requestValidation,
  'Function permission': functionPermission,
  Integration: integration,
  'Calls of functions': functionCalls,
  'Shared secret': sharing,
};
