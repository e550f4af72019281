/**
 * The label of a function, such as `food:place-order`, rather than its physical name with a hash.
 */
import type { FunctionConfiguration } from './function-configuration';

/** The two parts of a function's name on the command line and in its log lines. */
export interface FunctionLabel {
  /** The service: the stack's name without `-sandbox` and `-service`. */
  readonly service: string;
  /** The function's name in that stack, in kebab case. */
  readonly name: string;
}

type Named = Pick<FunctionConfiguration, 'name' | 'stackName' | 'constructPath'>;

/** Usual names of constructs around a function, which do not distinguish functions. */
const GENERIC = new Set(['Resource', 'Default', 'Function', 'Lambda', 'Handler', 'Fn']);

/**
 * Returns a function's label: of `food-service-sandbox/Microservice/place-order/Lambda/Function/Resource`
 * it is `food` and `place-order`. Two functions of a stack may have the same.
 */
export function functionLabel({ name, stackName, constructPath }: Named): FunctionLabel {
  const [stack = '', ...below] = constructPath.split('/');
  // Templates without CDK have only logical IDs.
  const ids = below.length > 0 ? below : [stack];
  const constructId = ids.findLast((id) => !GENERIC.has(id)) ?? ids[0];
  return {
    service: stackName.replace(/-sandbox$/, '').replace(/-service$/, '') || name,
    name: kebab(constructId || name),
  };
}

/** Returns the labels of all functions of these accounts. */
export function functionLabels(
  accounts: readonly { readonly lambda: { readonly all: readonly Named[] } }[],
): readonly FunctionLabel[] {
  return accounts.flatMap(({ lambda }) => lambda.all.map(functionLabel));
}

/** Returns a name in kebab case, such as `account-setter` for `AccountSetter`. */
function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
