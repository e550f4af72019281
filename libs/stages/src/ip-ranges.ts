/** Schemas of the IPv4 ranges in a stage. */
import { z } from 'zod';
import { described, quoted } from './formats';

/** The largest prefix of a VPC. */
const LARGEST_VPC = 16;

/** The largest prefix of a private range (RFC 1918). */
const LARGEST_NETWORK = 8;

/**
 * Returns the schema of an IPv4 range for a VPC and its subnets: its prefix is between /16 and `smallest`,
 * and it starts at its first address.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function vpcRange(smallest: number) {
  return range(
    (prefix) => prefix >= LARGEST_VPC && prefix <= smallest,
    `between /${LARGEST_VPC} and /${smallest}, so that the subnets fit`,
  );
}

/**
 * The schema of the IPv4 range of a network, or of a single address (/32); large public ranges are rejected.
 */
export const networkRange = range(
  (prefix) => prefix >= LARGEST_NETWORK,
  `between /${LARGEST_NETWORK} and /32, the range of a private network`,
);

/** Returns whether two well-formed IPv4 ranges have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [wide, narrow] = prefixOf(one) <= prefixOf(other) ? [one, other] : [other, one];
  return firstOf(wide) <= addressOf(narrow) && addressOf(narrow) < firstOf(wide) + sizeOf(wide);
}

function range(isOfSize: (prefix: number) => boolean, expected: string) {
  return z
    .cidrv4({ abort: true, error: described('an IPv4 range such as 10.0.0.0/16') })
    .refine((text) => isOfSize(prefixOf(text)), { abort: true, error: described(expected) })
    .refine((text) => addressOf(text) === firstOf(text), {
      error: ({ input }) => `must be the first address of its range, got ${quoted(input)}`,
    });
}

const prefixOf = (range: string) => Number(range.split('/')[1]);

const sizeOf = (range: string) => 2 ** (32 - prefixOf(range));

const firstOf = (range: string) => addressOf(range) - (addressOf(range) % sizeOf(range));

const addressOf = (range: string) =>
  (range.split('/')[0] ?? '').split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
