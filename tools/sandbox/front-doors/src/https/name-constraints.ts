/**
 * The name constraints extension, which limits the names that an authority may sign (RFC 5280,
 * 4.2.1.10), in DER.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10
 */

/** The object identifier of the extension. */
export const NAME_CONSTRAINTS = '2.5.29.30';
const NAME_CONSTRAINTS_IDENTIFIER = Buffer.from([0x06, 3, 0x55, 29, 30]);
const IS_CRITICAL = Buffer.from([0x01, 1, 0xff]);
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
/** The tags of the name types. */
const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const URI = 0x86;
const IP_ADDRESS = 0x87;

/** An address and its mask, both zero: all addresses of the version. */
const ALL_IPV4 = Buffer.alloc(8);
const ALL_IPV6 = Buffer.alloc(32);

/**
 * Returns the constraints that permit a domain and its subdomains: as DNS names, and as the hosts
 * of e-mail addresses and URIs. IP addresses have no domain, so all are excluded.
 *
 * Directory names contain no host; verifiers that don't support a constraint on them, such as Go's,
 * would reject every certificate.
 *
 * @param domain such as `localhost`. A DNS constraint includes its subdomains, the other types need
 *   a leading dot for that.
 */
export function nameConstraints(domain: string): Buffer {
  const permitted = [
    subtree(DNS_NAME, Buffer.from(domain)),
    ...[RFC822_NAME, URI].flatMap((tag) => [
      subtree(tag, Buffer.from(domain)),
      subtree(tag, Buffer.from(`.${domain}`)),
    ]),
  ];
  const excluded = [subtree(IP_ADDRESS, ALL_IPV4), subtree(IP_ADDRESS, ALL_IPV6)];
  return tagged(SEQUENCE, tagged(PERMITTED, ...permitted), tagged(EXCLUDED, ...excluded));
}

/** Returns the constraints as a critical extension of a certificate. */
export function nameConstraintsExtension(domain: string): Buffer {
  const value = tagged(OCTET_STRING, nameConstraints(domain));
  return tagged(SEQUENCE, NAME_CONSTRAINTS_IDENTIFIER, IS_CRITICAL, value);
}

function subtree(tag: number, base: Buffer): Buffer {
  return tagged(SEQUENCE, tagged(tag, base));
}

/** A length above 127 bytes takes a second byte. */
function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length > 0xff) throw new Error(`${length} bytes need a longer length field`);
  return Buffer.concat([Buffer.from(length > 0x7f ? [tag, 0x81, length] : [tag, length]), content]);
}
