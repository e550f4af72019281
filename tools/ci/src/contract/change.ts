/** The results of comparing two documents. */

/** A change that breaks callers of the earlier document. */
export interface Break {
  /** JSON path in the document, such as `paths['/orders'].post.responses['201']`. */
  readonly at: string;
  /** What has changed. */
  readonly problem: string;
  /** What would have been compatible. */
  readonly compatible: string;
}

/** Whether callers send or receive a value. */
export type Direction = 'sent' | 'received';

/** Appends a member to a JSON path: `.name`, or `['…']` when the name is not an identifier. */
export function below(at: string, member: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(member) ? `${at}.${member}` : `${at}['${member}']`;
}

/** Returns a value as JSON for a message, truncated if it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > 120 ? `${json.slice(0, 117)}…` : json;
}
