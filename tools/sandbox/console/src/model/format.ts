/** The formats of numbers, durations and times on the page. */

/** Returns a duration such as `0.4 ms`, `12 ms` or `1.2 s`. */
export function duration(ms: number): string {
  if (ms < 0.05) return '0 ms';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Returns the time of day in the local time zone. */
export function clock(at: string | number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Returns a count with its noun, such as `3 requests` or `1 request`. */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** Returns indented JSON; other text unchanged. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Splits a request such as `GET food.orders.localhost/v1/orders`. */
export function requestParts(request: string): {
  readonly method: string;
  readonly host: string;
  readonly path: string;
} {
  const [, method = '', host = '', path = ''] = /^(\S+) ([^/\s]*)(.*)$/.exec(request) ?? [];
  return method === '' ? { method: '', host: '', path: request } : { method, host, path };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
