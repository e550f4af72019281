/**
 * Entry point of the smoke test. Returns the results of all services, also after failures. A scheduled run,
 * whose response nobody reads, throws when a service fails.
 */
import { readEnvironment } from './environment';
import { SmokeTestFailed, dayOfScheduledRun } from './scheduled-run';
import { smokeTest } from './smoke-test';
import type { SmokeTestResult } from './smoke-test';

const environment = readEnvironment();

export async function handler(event: unknown): Promise<SmokeTestResult> {
  const day = dayOfScheduledRun(event);
  const result = await smokeTest(environment, {}, day);
  console.log(JSON.stringify({ level: result.ok ? 'info' : 'error', message: 'smoke', ...result }));
  if (day !== undefined && !result.ok) throw new SmokeTestFailed(result);
  return result;
}
