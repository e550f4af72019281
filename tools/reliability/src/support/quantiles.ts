/** Computes and formats quantiles of latencies. */

/** Returns the value that this share of the samples does not exceed; NaN where there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Returns a table with a row for each name, with the quantiles of its latencies in milliseconds. */
export function latencyTable(latencies: ReadonlyMap<string, readonly number[]>): string {
  const row = (name: string, ...cells: readonly string[]) =>
    name.padEnd(20) + cells.map((cell) => cell.padStart(9)).join('');
  const rows = [...latencies].map(([name, samples]) => {
    const shares = [0.5, 0.99, 1].map((share) => quantile(samples, share).toFixed(0));
    return row(name, String(samples.length), ...shares);
  });
  return [row('ms', 'calls', 'p50', 'p99', 'max'), ...rows].join('\n');
}
