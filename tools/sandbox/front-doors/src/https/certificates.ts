/**
 * The sandbox's own certificate authority, and the certificate of its listener.
 *
 * The authority may only sign server certificates for names under `.localhost`, so that it is safe to trust.
 */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { sign, verify, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { moveAside, readPrivateFile, writePrivateFile } from '@sandbox/kernel/files/private-files';
import { reasonOf } from '@sandbox/kernel/one-line';
import { nameConstraints } from './name-constraints';

/** Certificate and key in PEM format. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 825;
const LEAF_DAYS = 365;
const RENEW_DAYS = 30;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const constraints = nameConstraints('localhost');

/** Returns the path of the authority's certificate in a data folder. */
export function authorityFile(folder: string): string {
  return join(folder, 'ca.pem');
}

/**
 * Creates the authority unless there is a valid one. Functions trust its file from their start.
 *
 * @param print as in {@link listenerCertificate}.
 * @throws {Error} when a new authority can't be written.
 */
export async function provideAuthority(
  folder: string,
  print: (line: string) => void,
): Promise<void> {
  await authorityIn(folder, print);
}

/**
 * Returns the listener's certificate for these DNS names. It is created, with its authority if necessary, if it is
 * missing or damaged, has other names or is about to expire, or if the authority has no name constraints.
 *
 * @param print called with one line when the authority changes, and when the listener's certificate can't be saved.
 * @throws {Error} when a new authority can't be saved, since clients read its file.
 */
export async function listenerCertificate(
  folder: string,
  dnsNames: readonly string[],
  print: (line: string) => void = () => undefined,
): Promise<Certificate> {
  const leafFile = join(folder, 'listener.pem');
  const keyFile = join(folder, 'listener-key.pem');
  const authority = await authorityIn(folder, print);
  const present = readPair(leafFile, keyFile, authority.certificate.toString('pem'));
  if (present && serves(new x509.X509Certificate(present.cert), dnsNames)) return present;
  const leaf = await createLeaf(authority, dnsNames);
  try {
    writePrivateFile(keyFile, leaf.key);
    writePrivateFile(leafFile, leaf.cert);
  } catch (error) {
    print(`The listener's certificate is used, but could not be saved: ${reasonOf(error)}`);
  }
  return leaf;
}

/** Moves an unreadable file aside, which may be a folder and could not be replaced. */
function readOrPutAside(file: string): string | undefined {
  try {
    return readPrivateFile(file);
  } catch {
    moveAside(file);
    return undefined;
  }
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: string;
}

async function authorityIn(folder: string, print: (line: string) => void): Promise<Authority> {
  const files = [authorityFile(folder), authorityKeyFile(folder)];
  const isFirst = !files.some((file) => existsSync(file));
  const present = readAuthority(folder);
  const fault = present && faultOf(present.certificate);
  if (present && fault === undefined) return present;
  const created = await createAuthority(folder);
  if (!isFirst) {
    print(
      `The certificate authority ${fault ?? 'was damaged'} and was replaced: clients that trust ` +
        `${authorityFile(folder)} must trust the new one`,
    );
  }
  return created;
}

function authorityKeyFile(folder: string): string {
  return join(folder, 'ca-key.pem');
}

function readAuthority(folder: string): Authority | undefined {
  const present = readPair(authorityFile(folder), authorityKeyFile(folder));
  return present && { certificate: new x509.X509Certificate(present.cert), key: present.key };
}

/** Returns why an authority has to be replaced; undefined if it is valid. */
function faultOf(certificate: x509.X509Certificate): string | undefined {
  if (expiresSoon(certificate)) return 'was about to expire';
  const found = certificate.getExtension(constraints.type);
  const isConstrained =
    found?.critical === true && Buffer.from(found.value).equals(Buffer.from(constraints.value));
  const usage = certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages ?? [];
  const isForServers = usage.length === 1 && usage[0] === x509.ExtendedKeyUsage.serverAuth;
  return isConstrained && isForServers ? undefined : 'could sign names outside of .localhost';
}

/**
 * Undefined where a file is missing or damaged, or where the two are not of one pair.
 *
 * @param issuer the certificate (PEM) that signed this one.
 * @default issuer the certificate itself
 */
function readPair(certFile: string, keyFile: string, issuer?: string): Certificate | undefined {
  const [cert, key] = [readOrPutAside(certFile), readOrPutAside(keyFile)];
  if (cert === undefined || key === undefined) return undefined;
  const pair = { cert, key };
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
        // RFC 5280 has it in end certificates; verifiers hold what an authority signs to it too.
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        constraints,
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  const key = await exportKey(keys.privateKey);
  writePrivateFile(authorityKeyFile(folder), key);
  writePrivateFile(authorityFile(folder), certificate.toString('pem'));
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

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [der = new ArrayBuffer(0)] = x509.PemConverter.decode(pem);
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
