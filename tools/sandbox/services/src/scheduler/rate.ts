/** The rate of a schedule. */
import { z } from 'zod';

const MILLISECONDS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

const RATE = /^rate\(([1-9]\d{0,8}) (minute|hour|day)s?\)$/;

/**
 * Parses an expression such as `rate(5 minutes)` into milliseconds; other types of expressions are
 * rejected.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const rateSchema = z.string().transform((expression, context) => {
  const [, value, unit = ''] = RATE.exec(expression) ?? [];
  const milliseconds = MILLISECONDS[unit];
  if (milliseconds !== undefined) return Number(value) * milliseconds;
  context.addIssue(
    `${expression} is not supported, only rates are: rate(<number> minutes|hours|days)`,
  );
  return z.NEVER;
});
