/** IPv4 and IPv6 addresses and ranges of the condition operators IpAddress and NotIpAddress. */
import { isIPv4, isIPv6 } from 'node:net';

interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  /** The number of host bits. */
  readonly hostBits: bigint;
}

/**
 * Returns a matcher of the addresses in a range such as `203.0.113.0/24` or `2001:DB8::/32`; without a prefix
 * length, of that address only. It matches no invalid address.
 *
 * @throws {Error} when the text is neither an address nor a range.
 */
export function ipRange(cidr: string): (address: string) => boolean {
  const [address = '', length, ...rest] = cidr.split('/');
  const parsed = parse(address);
  const prefix = length === undefined ? parsed?.bits : Number(/^\d{1,3}$/.exec(length)?.[0] ?? NaN);
  if (!parsed || prefix === undefined || !(prefix <= parsed.bits) || rest.length > 0) {
    throw new Error(`${cidr} is not an IP address or range such as 203.0.113.0/24`);
  }
  const hostBits = BigInt(parsed.bits - prefix);
  const range: Range = { bits: parsed.bits, first: parsed.value >> hostBits, hostBits };
  return (candidate) => {
    const parsedCandidate = parse(candidate);
    return (
      parsedCandidate?.bits === range.bits &&
      parsedCandidate.value >> range.hostBits === range.first
    );
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

/** Returns the eight groups, including those that `::` omits. */
function ipv6Groups(address: string): readonly number[] {
  const [left = [], right] = address.split('::').map((half) => half.split(':').flatMap(toGroups));
  if (right === undefined) return left;
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** Returns one group, or the two groups of an embedded IPv4 address. */
function toGroups(text: string): readonly number[] {
  if (text === '') return [];
  if (!text.includes('.')) return [parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
