/** Addresses and ranges, IPv4 and IPv6, as the condition operators IpAddress and NotIpAddress take them. */
import { isIPv4, isIPv6 } from 'node:net';

interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  /** How many of the lowest bits are free. */
  readonly free: bigint;
}

/**
 * A matcher of the addresses in a range such as `203.0.113.0/24` or `2001:DB8::/32`; without a
 * prefix length, of that address alone. What is no address is in no range.
 *
 * @throws {Error} when the text is no range.
 */
export function ipRange(cidr: string): (address: string) => boolean {
  const [address = '', length, ...rest] = cidr.split('/');
  const parsed = parse(address);
  const prefix = length === undefined ? parsed?.bits : Number(/^\d{1,3}$/.exec(length)?.[0] ?? NaN);
  if (!parsed || prefix === undefined || !(prefix <= parsed.bits) || rest.length > 0) {
    throw new Error(`${cidr} is not an IP address or range such as 203.0.113.0/24`);
  }
  const free = BigInt(parsed.bits - prefix);
  const range: Range = { bits: parsed.bits, first: parsed.value >> free, free };
  return (candidate) => {
    const given = parse(candidate);
    return given?.bits === range.bits && given.value >> range.free === range.first;
  };
}

function parse(address: string): { bits: 32 | 128; value: bigint } | undefined {
  if (isIPv4(address)) return { bits: 32, value: fromGroups(address.split('.').map(Number), 8n) };
  return isIPv6(address) && !address.includes('%')
    ? { bits: 128, value: fromGroups(ipv6Groups(address), 16n) }
    : undefined;
}

function fromGroups(groups: readonly number[], width: bigint): bigint {
  return groups.reduce((value, group) => (value << width) | BigInt(group), 0n);
}

/** The eight groups, those that `::` leaves out among them. */
function ipv6Groups(address: string): readonly number[] {
  const [left = [], right] = address.split('::').map((half) => half.split(':').flatMap(toGroups));
  if (right === undefined) return left;
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** One group, or the two of an IPv4 address at the end. */
function toGroups(text: string): readonly number[] {
  if (text === '') return [];
  if (!text.includes('.')) return [parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
