/** Numbers and moments as the page writes them. */

/** Such as `0.4 ms`, `12 ms` or `1.2 s`. */
export function duration(ms: number): string {
  if (ms < 0.05) return '0 ms';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The time of day, in this machine's zone. */
export function clock(at: string | number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Such as `3 requests`, or `1 request`. */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** JSON laid out for reading; other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** `GET food.orders.localhost/v1/orders` in its parts. */
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
