/** Validation errors for people: one line, each problem with its place. */
import { z } from 'zod';

/** Such as `Code.S3Key: only code from an asset is known here; Handler: expected string`. */
export function oneLine({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) =>
      path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : message,
    )
    .join('; ');
}
