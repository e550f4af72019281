/** Returns a DNS name as it is compared: its case and the dot at its end don't count. */
export function hostName(name: string): string {
  return withoutDot(name).toLowerCase();
}

/** Returns a DNS name without the dot at its end. */
export function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
