/**
 * How long all policy decisions of one order take: with the policies compiled when they are
 * deployed, as in the sandbox, beside reading them anew at each request.
 *
 * Both decide on the policies of the synthesized stacks, and a run includes making the requests with
 * their condition keys. Before anything is measured, both have to allow the order.
 */
import { cpus } from 'node:os';
import { measure, microseconds, table } from './measure';
import { compiled } from './policies/compiled';
import { interpret, interpretable } from './policies/interpreter';
import { orderDecisions } from './policies/order-decisions';
import { synthesizedStack } from './policies/synthesized-stacks';

/** Microseconds. */
const GOAL = 50;

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

const measured = measure({
  'compiled when deployed (the sandbox)': () => ready.map((decide) => decide()),
  'read again at each request': () => readAnew.map((decision) => interpret(decision)),
  'compiled at each request': () => decisions.map((decision) => compiled(decision)()),
});
const [sandbox] = measured;
const verdict = sandbox && sandbox.median <= GOAL ? 'met' : 'missed';

process.stdout.write(
  `All policy decisions of one order (POST /v1/orders), Node.js ${process.version}, ${cpus()[0]?.model ?? ''}\n\n` +
    `${table(measured)}\n\nGoal: at most ${microseconds(GOAL)} in the median: ${verdict}.\n`,
);
