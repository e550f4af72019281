/** Entry point of the smoke test: takes no input, answers what it saw of every service. */
import { readEnvironment } from './environment';
import { smokeTest } from './smoke-test';
import type { SmokeTestResult } from './smoke-test';

const environment = readEnvironment();

export async function handler(): Promise<SmokeTestResult> {
  const result = await smokeTest(environment);
  console.log(JSON.stringify({ level: result.ok ? 'info' : 'error', message: 'smoke', ...result }));
  return result;
}
