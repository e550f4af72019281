/**
 * Measures how long all policy decisions of one order take: with policies compiled when they are deployed, as
 * in the sandbox, and with policies interpreted or compiled at each request. All use the policies of the
 * synthesized stacks, and a run includes building the requests with their condition keys.
 */
import { measure, type Measured } from '../measure';
import { compiled } from './compiled';
import { interpret, interpretable } from './interpreter';
import { orderDecisions } from './order-decisions';
import { synthesizedStack } from './synthesized-stacks';

/**
 * Returns the times of each evaluator, the sandbox's first.
 *
 * @throws {Error} when the stacks do not allow the order
 */
export function decisionTimes(): readonly Measured[] {
  const decisions = orderDecisions(
    synthesizedStack('consumer-infra'),
    synthesizedStack('food-service'),
  );
  const ready = decisions.map(compiled);
  const readAnew = decisions.map(interpretable);
  for (const [index, { name }] of decisions.entries()) {
    const read = readAnew[index];
    const effects = [ready[index]?.(), read && interpret(read)];
    if (effects.some((effect) => effect !== 'allow')) {
      throw new Error(`the stacks do not allow to ${name}: ${effects.join(', ')}`);
    }
  }
  return measure({
    'compiled when deployed (the sandbox)': () => ready.map((decide) => decide()),
    'read again at each request': () => readAnew.map((decision) => interpret(decision)),
    'compiled at each request': () => decisions.map((decision) => compiled(decision)()),
  });
}
