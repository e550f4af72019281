/** Distinguishes scheduled runs of the smoke test from manual ones. */
import * as z from 'zod/mini';
import type { SmokeTestResult } from './smoke-test';

const scheduledRun = z.object({
  /** When the run is due, in ISO 8601 with the day first, such as `2026-11-26T12:05:00Z`. */
  scheduledTime: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T/)),
});

/** The event of the schedule. */
export type ScheduledRun = Readonly<z.infer<typeof scheduledRun>>;

/** Thrown when a scheduled run failed, so that Lambda counts an error, which raises an alarm. */
export class SmokeTestFailed extends Error {
  override readonly name = 'SmokeTestFailed';

  constructor({ services }: SmokeTestResult) {
    const failed = services.filter(({ ok }) => !ok);
    super(failed.map(({ name, error = 'no reason' }) => `${name}: ${error}`).join('\n'));
  }
}

/**
 * Returns the day (UTC) of a scheduled run, such as `2026-11-26`, or undefined for other runs. The scheduled
 * time counts: a run that is retried after midnight belongs to the day before.
 * @throws Error when the event is unknown
 */
export function dayOfScheduledRun(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('scheduledTime' in event)) return undefined;
  return scheduledRun.parse(event).scheduledTime.slice(0, 'yyyy-mm-dd'.length);
}
