/** IPv4 addresses and CIDR blocks. */

/** A range of addresses, such as `10.0.0.0/16`. */
export interface CidrBlock {
  /** The block as text, unchanged. */
  readonly text: string;
  /** The first address, as a number. */
  readonly first: number;
  /** The number of addresses. */
  readonly size: number;
}

/**
 * Parses a CIDR block. As in EC2, the bits after the prefix are dropped: `10.0.0.7/24` is
 * `10.0.0.0/24`.
 *
 * @throws {Error} when the text is not an IPv4 CIDR block.
 */
export function parseCidr(text: string): CidrBlock {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const number = addressNumber(address);
  const length = Number(prefix);
  if (number === undefined || !/^\d{1,2}$/.test(prefix) || length > 32 || rest.length > 0) {
    throw new Error(`${text} is not an IPv4 CIDR block such as 10.0.0.0/16`);
  }
  const size = 2 ** (32 - length);
  return { text, first: number - (number % size), size };
}

export function contains({ first, size }: CidrBlock, address: string): boolean {
  const number = addressNumber(address);
  return number !== undefined && number >= first && number < first + size;
}

/** Returns the address at an index of a block, counted from the end if it is negative. */
export function addressAt({ first, size }: CidrBlock, index: number): string {
  const number = first + (index < 0 ? size + index : index);
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

function addressNumber(address: string): number | undefined {
  const octets = address.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet))) return undefined;
  const numbers = octets.map(Number);
  return numbers.some((octet) => octet > 255)
    ? undefined
    : numbers.reduce((sum, octet) => sum * 256 + octet, 0);
}
