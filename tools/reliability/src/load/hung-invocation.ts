/**
 * Checks that a hung invocation does not delay others: stops one process of a function, as a debugger does,
 * then several clients call the function at once.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { OrdersClient } from '../support/orders-client';
import type { SandboxProcess } from '../support/sandbox-process';

const FUNCTION = 'getorder';
const CLIENTS = 10;
/**
 * Maximum duration of other calls, in milliseconds: includes waiting, a cold start, and load on the machine.
 */
const MAX_MS = 3_000;

/** Returns the failures. */
export async function hungInvocation(sandbox: SandboxProcess): Promise<readonly string[]> {
  const stopped = processesOf(sandbox.pid, FUNCTION);
  if (stopped.length === 0) return [`no process of ${FUNCTION} runs`];
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const client = new OrdersClient(sandbox, 'food', CLIENTS);
  const times: number[] = [];
  const ask = async () => {
    const started = performance.now();
    await client.send({ method: 'GET', path: `/orders/${'0'.repeat(32)}` });
    times.push(performance.now() - started);
  };
  await Promise.all(Array.from({ length: CLIENTS }, ask));
  client.close();
  const quick = times.filter((time) => time <= MAX_MS);
  const hung = processesOf(sandbox.pid, FUNCTION).length;
  console.log(
    `${stopped.length} hung of ${CLIENTS} invocations: ${quick.length} answered within ` +
      `${Math.max(0, ...quick).toFixed(0)} ms, the last one after ${Math.max(...times).toFixed(0)} ms; ${hung} processes`,
  );
  return quick.length < CLIENTS - stopped.length
    ? [`${CLIENTS - quick.length} invocations waited for ${stopped.length} hung ones`]
    : [];
}

/** Returns the descendants of a process that run a function. Linux only. */
function processesOf(parent: number, functionName: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, ppid] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const [name = ''] = variables.filter((each) =>
          each.startsWith('AWS_LAMBDA_FUNCTION_NAME='),
        );
        const isIts = name.includes('food') && name.toLowerCase().includes(functionName);
        return Number(ppid) === parent && isIts;
      } catch {
        return false;
      }
    });
}
