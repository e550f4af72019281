/**
 * Entry point of the smoke test. Answers what it saw of every service, whatever that is; a run of the
 * schedule, whose answer nobody reads, fails where a service does.
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
