/**
 * The extension that says which names an authority may sign (RFC 5280, 4.2.1.10), in DER.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10
 */

/** The extension's identifier. */
export const NAME_CONSTRAINTS = '2.5.29.30';
const NAME_CONSTRAINTS_IDENTIFIER = Buffer.from([0x06, 3, 0x55, 29, 30]);
const IS_CRITICAL = Buffer.from([0x01, 1, 0xff]);
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
/** The kinds of names by their tags. */
const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const URI = 0x86;
const IP_ADDRESS = 0x87;

/** An address and its mask, both zero: all addresses of the version. */
const ALL_IPV4 = Buffer.alloc(8);
const ALL_IPV6 = Buffer.alloc(32);

/**
 * Permits the names of one domain and those below it: as DNS names, and as the hosts of e-mail
 * addresses and URIs. IP addresses have no domain, so all are excluded.
 *
 * Directory names name no host, and a constraint on them makes verifiers that don't know it, such as
 * Go's, refuse every certificate.
 *
 * @param domain such as `localhost`; a DNS name includes those below it by itself, others with a dot.
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

/** The same as a whole critical extension, as it is in a certificate. */
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
