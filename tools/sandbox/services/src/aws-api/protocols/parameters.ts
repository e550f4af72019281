/**
 * Parses the flat parameters of the query protocols into structures and lists: `Filter.1.Name=x` is
 * the name of the first filter, `Ids.member.2=y` the second of the IDs.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { ApiError } from '../api-error';

/** Far more than any operation needs. */
const LIMITS = { parameters: 1_000, depth: 10 };

type Node = Map<string, Node | string>;

/** @throws {ApiError} when a body has too many parameters, or too deep ones. */
export function parseParameters(body: string): Readonly<Record<string, unknown>> {
  const root: Node = new Map();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    if (++count > LIMITS.parameters) {
      throw new ApiError('malformed', `More than ${LIMITS.parameters} parameters`);
    }
    put(root, name, value);
  }
  return toObject(root);
}

function put(root: Node, name: string, value: string): void {
  const path = name.split('.');
  if (path.length > LIMITS.depth) throw new ApiError('malformed', `${name} is too deep`);
  let node = root;
  for (const part of path.slice(0, -1)) {
    const found = node.get(part);
    const next: Node = typeof found === 'object' ? found : new Map<string, Node | string>();
    node.set(part, next);
    node = next;
  }
  node.set(path.at(-1) ?? '', value);
}

function toValue(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const members = node.size === 1 ? node.get('member') : undefined;
  if (members !== undefined) return toValue(members);
  const isList = [...node.keys()].every((key) => /^\d+$/.test(key));
  if (!isList) return toObject(node);
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => toValue(item));
}

function toObject(node: Node): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...node].map(([name, value]) => [name, toValue(value)]));
}
