/** Turns a valid call into one that a service must reject, or at least survive. */
import type { Random } from './random';
import type { Json, Sample } from './sample';

/** A request as it is sent. */
export interface WireCall {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Pairs, since a name may occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

const nested = (depth: number, wrap: (inner: Json) => Json): Json => {
  let value: Json = { S: 'x' };
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
};

const HOSTILE: readonly (() => Json)[] = [
  () => null,
  () => [],
  () => ({}),
  () => [null],
  () => ({ a: null }),
  () => ({ S: null }),
  () => ({ M: { a: null } }),
  () => ({ L: [null] }),
  () => ({ SS: [null] }),
  () => ({ S: 'a', N: '1' }),
  () => ({ X: 'a' }),
  () => '',
  () => ' ',
  () => 'x'.repeat(3000),
  () => '\u0000',
  () => '\ud800',
  () => '💥',
  () => '../../../etc/passwd',
  () => '__proto__',
  () => 'constructor',
  () => 'arn:aws:dynamodb:eu-central-1:222222222222:table/',
  () => ':',
  () => '#',
  () => '(((((((((((((((((((((((((((((((((((((((',
  () => 'SET a = a + ',
  () => 'a = :one AND '.repeat(500),
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => 1e308,
  () => '1e1000000',
  () => '-1e-999999999',
  () => '9'.repeat(5000),
  () => 'NaN',
  () => 'Infinity',
  () => ({ N: '1e400' }),
  () => ({ N: 'x' }),
  () => ({ N: '' }),
  () => ({ S: '' }),
  () => ({ B: '' }),
  () => ({ B: '!' }),
  () => ({ NS: [] }),
  () => ({ SS: ['a', 'a'] }),
  () => ({ NULL: false }),
  () => nested(40, (inner) => ({ M: { a: inner } })),
  () => nested(2000, (inner) => ({ L: [inner] })),
  () => nested(2000, (inner) => [inner]),
  () => JSON.parse('{"__proto__":{"S":"x"}}') as Json,
  () => JSON.parse('{"constructor":{"S":"x"},"toString":{"S":"y"},"hasOwnProperty":1}') as Json,
];

type Path = readonly string[];

/** Longer paths than in any sample were added by an earlier change. */
const MAX_PATH = 12;

/** Returns a call with one to three changes of the sample's input, or of the request around it. */
export function mutated(sample: Sample, random: Random): WireCall {
  let input = sample.input;
  for (let remaining = 1 + random.below(3); remaining > 0; remaining -= 1)
    input = changed(input, random);
  return around(wire(sample, input), random);
}

/** Returns the request as a client sends it. */
export function wire(sample: Sample, input: Json = sample.input): WireCall {
  const { service, operation, protocol, target = '', method = 'POST', path = '/' } = sample;
  const credential = `222222222222/20261122/eu-central-1/${service}/aws4_request`;
  const headers: [string, string][] = [
    ['authorization', `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=x`],
  ];
  if (protocol === 'json') {
    headers.push(['content-type', 'application/x-amz-json-1.0']);
    headers.push(['x-amz-target', `${target}.${operation}`]);
  }
  if (protocol === 'query') headers.push(['content-type', 'application/x-www-form-urlencoded']);
  const text = protocol === 'query' ? parameters(operation, input) : JSON.stringify(input);
  const body = Buffer.from(method === 'GET' ? '' : text);
  return { name: `${service}:${operation}`, method, path, headers, body };
}

function parameters(operation: string, input: Json): string {
  const texts = new URLSearchParams({ Action: operation, Version: '2010-05-15' });
  if (typeof input === 'object' && input !== null) {
    for (const [name, value] of Object.entries(input)) {
      texts.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }
  return texts.toString();
}

/** Returns the input with a hostile value at a random place, or with a member removed, added or renamed. */
function changed(input: Json, random: Random): Json {
  const path = random.pick(pathsOf(input));
  const hostile = random.pick(HOSTILE)();
  switch (random.below(8)) {
    case 0:
      return edited(input, path, () => undefined);
    case 1:
      return edited(input, path, (value) =>
        isObject(value) ? { ...value, extra: hostile } : value,
      );
    case 2:
      return edited(input, path, (value) => (isObject(value) ? renamed(value, random) : [value]));
    default:
      return edited(input, path, () => hostile);
  }
}

function renamed(value: Readonly<Record<string, Json>>, random: Random): Json {
  const name = random.pick(['', '__proto__', 'constructor', 'S', 'N', 'M', 'L', 'x'.repeat(300)]);
  const entries = Object.entries(value).map(([key, inner], at): [string, Json] => [
    at === 0 ? name : key,
    inner,
  ]);
  return Object.fromEntries<Json>(entries);
}

/** Changes the request rather than its input; leaves most requests unchanged. */
function around(call: WireCall, random: Random): WireCall {
  const { headers, body } = call;
  switch (random.below(40)) {
    case 0:
      return { ...call, body: body.subarray(0, random.below(body.length + 1)) };
    case 1:
      return {
        ...call,
        body: Buffer.concat([body.subarray(0, 5), Buffer.from([0xff, 0xc0]), body]),
      };
    case 2:
      return { ...call, body: replaced(body, Buffer.from([0x22, 0xc3, 0x28])) };
    case 3:
      return { ...call, headers: [...headers, ...headers] };
    case 4:
      return { ...call, headers: headers.slice(1) };
    case 5:
      return { ...call, headers: headers.filter(([name]) => name !== 'content-type') };
    case 6:
      return { ...call, path: `${call.path}%00%ff/../..?__proto__[a]=1&MaxItems=NaN` };
    case 7:
      return { ...call, method: random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) };
    case 8:
      return { ...call, body: Buffer.from('['.repeat(100_000)) };
    case 9:
      return { ...call, headers: [...headers, ['x-amz-target', 'DynamoDB_20120810.constructor']] };
    default:
      return call;
  }
}

function replaced(body: Buffer, bytes: Buffer): Buffer {
  const at = body.indexOf(0x22);
  return at < 0 ? body : Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + 1)]);
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || path.length > MAX_PATH) return [path];
  const members: [string, Json][] = Object.entries<Json>(value);
  return [path, ...members.flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

/** Returns a copy with another value at a path, or without it when the change returns undefined. */
function edited(value: Json, path: Path, change: (value: Json) => Json | undefined): Json {
  const [name, ...rest] = path;
  if (name === undefined) return change(value) ?? {};
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, member]: [string, Json]) => {
    if (key !== name) return [[key, member] as const];
    const next = rest.length === 0 ? change(member) : edited(member, rest, change);
    return next === undefined ? [] : [[key, next] as const];
  });
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
