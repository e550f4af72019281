/** Formats validation errors as one line, each problem with its path. */
import { z } from 'zod';

/** Returns a line such as `Code.S3Key: only code from an asset is known here; Handler: expected string`. */
export function oneLine({ issues }: z.ZodError): string {
  return issues.map(issueLine).join('; ');
}

/** Returns one problem with its path. */
export function issueLine({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>): string {
  return path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : message;
}

/** Returns the message of any thrown value. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
