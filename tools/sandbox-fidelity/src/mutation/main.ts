/**
 * Switches off one enforcement point of the sandbox after the other, and sees whether the cases
 * linked with it notice. Fails where one does not, or where a point is no longer where it was.
 *
 * With a text as its argument it tries only the points with this text in their names.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepare } from '../case-runner';
import { bundledSandbox } from '../sandbox-bundle';
import { tryMutant, type Verdict } from './mutant';
import { points } from './points';

const output = resolve(__dirname, '../../../../dist/tools/sandbox-fidelity/mutation');
/** Most of the time goes by in starting sandboxes, so two at once use two cores. */
const AT_ONCE = 2;

async function main(): Promise<void> {
  const started = performance.now();
  rmSync(output, { recursive: true, force: true });
  const sandbox = await bundledSandbox(join(output, 'unchanged'));
  const prepared = await prepare(sandbox, join(output, 'prepared'));
  const verdicts: Verdict[] = [];
  const wanted = process.argv[2] ?? '';
  const chosen = points.filter(({ name }) => name.includes(wanted));
  const waiting = [...chosen];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let point = waiting.shift(); point; point = waiting.shift()) {
        const verdict = await tryMutant(point, prepared, join(output, 'mutants'));
        verdicts.push(verdict);
        process.stdout.write(line(verdict));
      }
    }),
  );
  const failed = verdicts.filter(({ survived, broken }) => survived.length > 0 || broken);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `\n${verdicts.length - failed.length} of ${chosen.length} mutants were noticed, in ${seconds} s\n`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

function line({ point, survived, broken }: Verdict): string {
  const cases = `${point.cases.length} case${point.cases.length === 1 ? '' : 's'}`.padStart(8);
  const outcome = broken ? 'broken  ' : survived.length > 0 ? 'SURVIVED' : 'noticed ';
  const reasons = broken ? [broken] : survived;
  return [
    `${outcome}  ${cases}  ${point.name}`,
    ...reasons.map((reason) => `            ${reason}`),
    '',
  ].join('\n');
}

void main();
