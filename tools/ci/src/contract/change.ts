/** What the comparison of two documents finds, and the words for it. */

/** A change that a caller written for the document before does not survive. */
export interface Break {
  /** Where in the document: a JSON path, such as `paths['/orders'].post.responses['201']`. */
  readonly at: string;
  /** What has changed. */
  readonly problem: string;
  /** What would have been compatible. */
  readonly compatible: string;
}

/** Which way a value goes: callers send it, or get it. */
export type Direction = 'sent' | 'received';

/** Appends a member to a JSON path: `.name`, or `['…']` where it is no plain name. */
export function below(at: string, member: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(member) ? `${at}.${member}` : `${at}['${member}']`;
}

/** A value for a message: JSON, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > 120 ? `${json.slice(0, 117)}…` : json;
}
