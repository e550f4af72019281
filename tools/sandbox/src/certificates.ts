/**
 * The sandbox's own certificate authority, and the certificate that its listener shows.
 *
 * The authority may only sign names under `.localhost`, so that whoever trusts it on a laptop gives
 * away nothing else.
 */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { sign, verify, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** PEM texts, as `tls` takes them. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
const LEAF_DAYS = 365;
const RENEW_DAYS = 30;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const NAME_CONSTRAINTS = '2.5.29.30';

/** The file of the authority's certificate in a data folder. */
export function authorityFile(folder: string): string {
  return join(folder, 'ca.pem');
}

/**
 * The listener's certificate for these DNS names; made, with its authority, where there is none yet
 * or it is damaged, names other hosts or is about to expire.
 */
export async function listenerCertificate(
  folder: string,
  dnsNames: readonly string[],
): Promise<Certificate> {
  const leafFile = join(folder, 'listener.pem');
  const keyFile = join(folder, 'listener-key.pem');
  const authority = readAuthority(folder) ?? (await createAuthority(folder));
  const present = readPair(leafFile, keyFile, authority.certificate.toString('pem'));
  if (present && serves(new x509.X509Certificate(present.cert), dnsNames)) return present;
  const leaf = await createLeaf(authority, dnsNames);
  writeFileSync(keyFile, leaf.key, { mode: 0o600 });
  writeFileSync(leafFile, leaf.cert);
  return leaf;
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: string;
}

function readAuthority(folder: string): Authority | undefined {
  const present = readPair(authorityFile(folder), join(folder, 'ca-key.pem'));
  if (!present) return undefined;
  const certificate = new x509.X509Certificate(present.cert);
  return expiresSoon(certificate) ? undefined : { certificate, key: present.key };
}

/**
 * Undefined where a file is missing or damaged, or where the two are not of one pair.
 *
 * @param issuer the certificate (PEM) that signed this one.
 * @default issuer the certificate itself
 */
function readPair(certFile: string, keyFile: string, issuer?: string): Certificate | undefined {
  if (!existsSync(certFile) || !existsSync(keyFile)) return undefined;
  const pair = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  return isPair(pair, issuer ?? pair.cert) ? pair : undefined;
}

async function createAuthority(folder: string): Promise<Authority> {
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
        new x509.Extension(NAME_CONSTRAINTS, true, permittedDnsName('localhost')),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  const key = await exportKey(keys.privateKey);
  writeFileSync(join(folder, 'ca-key.pem'), key, { mode: 0o600 });
  writeFileSync(authorityFile(folder), certificate.toString('pem'));
  return { certificate, key };
}

async function createLeaf(authority: Authority, dnsNames: readonly string[]): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: 'CN=localhost',
      issuer: authority.certificate.subject,
      ...validity(LEAF_DAYS),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: await importKey(authority.key),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(dnsNames.map((value) => ({ type: 'dns', value }))),
        await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      ],
    },
    webcrypto,
  );
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

/**
 * Whether certificate and key are whole and belong together, which a crash while writing can break.
 * Only a signature tells: a damaged private key may still name the right public one.
 */
function isPair({ cert, key }: Certificate, issuer: string): boolean {
  const probe = Buffer.from('probe');
  try {
    const certificate = new X509Certificate(cert);
    return (
      certificate.verify(new X509Certificate(issuer).publicKey) &&
      verify('sha256', probe, certificate.publicKey, sign('sha256', probe, key))
    );
  } catch {
    return false;
  }
}

function serves(certificate: x509.X509Certificate, dnsNames: readonly string[]): boolean {
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  const listed = new Set(names.map(({ value }) => value));
  return !expiresSoon(certificate) && dnsNames.every((name) => listed.has(name));
}

function expiresSoon({ notAfter }: x509.X509Certificate): boolean {
  return notAfter.getTime() < Date.now() + RENEW_DAYS * DAY;
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + days * DAY) };
}

function serialNumber(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString('hex');
}

/** NameConstraints with one permitted DNS subtree, in DER (RFC 5280, 4.2.1.10). */
function permittedDnsName(name: string): Uint8Array<ArrayBuffer> {
  const tagged = (tag: number, content: readonly number[]) => [tag, content.length, ...content];
  const dnsName = tagged(0x82, [...Buffer.from(name)]);
  return new Uint8Array(tagged(0x30, tagged(0xa0, tagged(0x30, dnsName))));
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [der = new ArrayBuffer(0)] = x509.PemConverter.decode(pem);
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
