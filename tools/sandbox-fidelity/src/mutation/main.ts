/**
 * Puts mistakes into the functions that enforce something, one at a time, and sees whether each case
 * notices one in the function that it is linked with. Fails where a case does not, or where a point's
 * function is gone.
 *
 * With texts as its arguments it tries only the points with one of them in their names.
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
  let held = 0;
  for (const point of chosen) {
    const verdict = await verdictOn(point, sandbox, prepared);
    process.stdout.write(lines(verdict));
    if (verdict.blind.length === 0) held += 1;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `\n${held} of ${chosen.length} enforcement points are tested, in ${seconds} s\n`,
  );
  if (held < chosen.length) process.exitCode = 1;
}

function lines({ point, noticed, blind }: Verdict): string {
  const outcome = blind.length > 0 ? 'NOT HELD' : 'held    ';
  return [
    `${outcome}  ${point.name}`,
    ...noticed.map(({ description }) => `            ${description}`),
    ...blind.map((name) => `            NOT DETECTED: ${name}`),
    '',
  ].join('\n');
}

void main();
