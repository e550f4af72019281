/** Creates certificates: the authority's own, and those that it signs. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import type { Certificate } from './certificate';
import { NAME_CONSTRAINTS, nameConstraints } from './name-constraints';

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 825;
const LEAF_DAYS = 365;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Returns an authority that may only sign server certificates for names of one domain and those below it. */
export async function createAuthority(domain: string): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: 'CN=Cross-account microservices sandbox',
      ...validity(AUTHORITY_DAYS),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        // RFC 5280 defines it for end-entity certificates; verifiers apply that of an authority to
        // the certificates that it signs, too.
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.Extension(NAME_CONSTRAINTS, true, new Uint8Array(nameConstraints(domain))),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

/** Returns a server certificate for DNS names that an authority signs. */
export async function createServerCertificate(
  authority: Certificate,
  dnsNames: readonly string[],
): Promise<Certificate> {
  const issuer = new x509.X509Certificate(authority.cert);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: 'CN=localhost',
      issuer: issuer.subject,
      ...validity(LEAF_DAYS),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: await importKey(authority.key),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(dnsNames.map((value) => ({ type: 'dns', value }))),
        await x509.AuthorityKeyIdentifierExtension.create(issuer),
      ],
    },
    webcrypto,
  );
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + days * DAY) };
}

function serialNumber(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString('hex');
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [der = new ArrayBuffer(0)] = x509.PemConverter.decode(pem);
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
