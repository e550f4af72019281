/** What people call a function: `food:place-order` rather than its physical name with a hash. */
import type { FunctionConfiguration } from './function-configuration';

/** Two words that name a function on the command line and in lines of its log. */
export interface FunctionLabel {
  /** What its stack is for: the stack's name without `-sandbox` and `-service`. */
  readonly service: string;
  /** Its own name in that stack, in kebab case. */
  readonly name: string;
}

type Named = Pick<FunctionConfiguration, 'name' | 'stackName' | 'constructPath'>;

/** What constructs around a function are usually called; they don't tell one from another. */
const GENERIC = new Set(['Resource', 'Default', 'Function', 'Lambda', 'Handler', 'Fn']);

/**
 * Returns a function's label: of `food-service-sandbox/Microservice/place-order/Lambda/Function/Resource`
 * it is `food` and `place-order`. Two functions of a stack may have the same.
 */
export function functionLabel({ name, stackName, constructPath }: Named): FunctionLabel {
  const [stack = '', ...below] = constructPath.split('/');
  // Without CDK, a logical ID is all there is.
  const ids = below.length > 0 ? below : [stack];
  const own = ids.findLast((id) => !GENERIC.has(id)) ?? ids[0];
  return {
    service: stackName.replace(/-sandbox$/, '').replace(/-service$/, '') || name,
    name: kebab(own || name),
  };
}

/** The labels of all functions of some accounts. */
export function functionLabels(
  accounts: readonly { readonly lambda: { readonly all: readonly Named[] } }[],
): readonly FunctionLabel[] {
  return accounts.flatMap(({ lambda }) => lambda.all.map(functionLabel));
}

/** Such as `account-setter` for `AccountSetter`. */
function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
