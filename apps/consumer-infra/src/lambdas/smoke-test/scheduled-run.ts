/** Runs of the smoke test: those that somebody asks for, and those of the schedule. */
import * as z from 'zod/mini';
import type { SmokeTestResult } from './smoke-test';

const scheduledRun = z.object({
  /** When the run is due, in ISO 8601 with the day first, such as `2026-11-26T12:05:00Z`. */
  scheduledTime: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T/)),
});

/** What the schedule invokes the function with. */
export type ScheduledRun = Readonly<z.infer<typeof scheduledRun>>;

/** A scheduled run that failed. An error, so that Lambda counts it and an alarm sees it. */
export class SmokeTestFailed extends Error {
  override readonly name = 'SmokeTestFailed';

  constructor({ services }: SmokeTestResult) {
    const failed = services.filter(({ ok }) => !ok);
    super(failed.map(({ name, error = 'no reason' }) => `${name}: ${error}`).join('\n'));
  }
}

/**
 * Returns the day (UTC) of a run of the schedule, such as `2026-11-26`; nothing for any other run. By
 * the time at which it was due: a run that is repeated after midnight is still one of the day before.
 * @throws Error when the event is neither
 */
export function dayOfScheduledRun(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('scheduledTime' in event)) return undefined;
  return scheduledRun.parse(event).scheduledTime.slice(0, 'yyyy-mm-dd'.length);
}
