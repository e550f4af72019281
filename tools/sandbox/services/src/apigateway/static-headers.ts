/** Headers with a static value in the template. */
import { z } from 'zod';

/** By names such as `method.response.header.Allow`. */
export const headerValues = z.record(
  z.string(),
  z.string().regex(/^'[^']*'$/, "only static header values in single quotes ('…') are supported"),
);

/** Returns the values by the names of their headers. */
export function withoutPrefix(
  headers: Readonly<Record<string, string>>,
  prefix: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(prefix, ''), value]),
  );
}
