/**
 * Mutation testing of the enforcement points: activates the mutants of each point's function, one at a time, and
 * checks that each case of the point detects one. Fails if a case detects none, or if a function does not exist.
 *
 * With arguments, it tests only the points whose names contain one of them.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepare } from '../case-runner';
import { mutatedSandbox } from './mutants';
import { points } from './points';
import { verdictOn, type Verdict } from './verdict';

const output = resolve(__dirname, '../../../../dist/tools/sandbox-fidelity/mutation');

async function main(): Promise<void> {
  const started = performance.now();
  rmSync(output, { recursive: true, force: true });
  const wanted = process.argv.slice(2);
  const chosen = points.filter(
    ({ name }) => wanted.length === 0 || wanted.some((text) => name.includes(text)),
  );
  const sandbox = await mutatedSandbox(join(output, 'sandbox'), chosen);
  const prepared = await prepare(sandbox.module, join(output, 'prepared'));
  let tested = 0;
  for (const point of chosen) {
    const verdict = await verdictOn(point, sandbox, prepared);
    process.stdout.write(lines(verdict));
    if (verdict.blind.length === 0) tested += 1;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `\n${tested} of ${chosen.length} enforcement points are tested, in ${seconds} s\n`,
  );
  if (tested < chosen.length) process.exitCode = 1;
}

function lines({ point, detected, blind }: Verdict): string {
  const outcome = blind.length > 0 ? 'NOT TESTED' : 'tested    ';
  return [
    `${outcome}  ${point.name}`,
    ...detected.map(({ description }) => `            ${description}`),
    ...blind.map((name) => `            NOT DETECTED: ${name}`),
    '',
  ].join('\n');
}

void main();
