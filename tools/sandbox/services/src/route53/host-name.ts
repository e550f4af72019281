/** Returns a DNS name normalized for comparison: in lower case, without a trailing dot. */
export function hostName(name: string): string {
  return withoutDot(name).toLowerCase();
}

/** Returns a DNS name without a trailing dot. */
export function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
