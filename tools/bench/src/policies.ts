/** Prints how long all policy decisions of one order take. */
import { cpus } from 'node:os';
import { microseconds, table } from './measure';
import { decisionTimes } from './policies/decision-times';

/** Microseconds per order. */
const GOAL = 50;

const measured = decisionTimes();
const [sandbox] = measured;
const verdict = sandbox && sandbox.median <= GOAL ? 'met' : 'missed';

process.stdout.write(
  `All policy decisions of one order (POST /v1/orders), Node.js ${process.version}, ${cpus()[0]?.model ?? ''}\n\n` +
    `${table(measured)}\n\nGoal: at most ${microseconds(GOAL)} in the median: ${verdict}.\n`,
);
