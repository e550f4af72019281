/**
 * The sandbox's own certificate authority, and the certificate of its listener.
 *
 * The authority may only sign server certificates for names under `.localhost`, so that it is safe to trust.
 */
import { sign, verify, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { moveAside, readPrivateFile, writePrivateFile } from '@sandbox/kernel/files/private-files';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { Certificate } from './certificate';
import { nameConstraintsExtension } from './name-constraints';

const DAY = 24 * 60 * 60 * 1000;
const RENEW_DAYS = 30;
const DOMAIN = 'localhost';
/** The extended key usage of servers (RFC 5280, 4.2.1.12). */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

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
  const present = readPair(leafFile, keyFile, authority.cert);
  if (present && serves(new X509Certificate(present.cert), dnsNames)) return present;
  const { createServerCertificate } = await import('./certificate-issuer');
  const leaf = await createServerCertificate(authority, dnsNames);
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

async function authorityIn(folder: string, print: (line: string) => void): Promise<Certificate> {
  const certFile = authorityFile(folder);
  const keyFile = join(folder, 'ca-key.pem');
  const isFirst = ![certFile, keyFile].some((file) => existsSync(file));
  const present = readPair(certFile, keyFile);
  const fault = present && faultOf(new X509Certificate(present.cert));
  if (present && fault === undefined) return present;
  // Loading what creates certificates takes longer than reading them.
  const { createAuthority } = await import('./certificate-issuer');
  const created = await createAuthority(DOMAIN);
  writePrivateFile(keyFile, created.key);
  writePrivateFile(certFile, created.cert);
  if (!isFirst) {
    print(
      `The certificate authority ${fault ?? 'was damaged'} and was replaced: clients that trust ` +
        `${certFile} must trust the new one`,
    );
  }
  return created;
}

/** Returns why an authority has to be replaced; undefined if it is valid. */
function faultOf(certificate: X509Certificate): string | undefined {
  if (expiresSoon(certificate)) return 'was about to expire';
  const isConstrained = certificate.raw.includes(nameConstraintsExtension(DOMAIN));
  // `keyUsage` returns the extended key usage; contrary to its type, undefined without that
  // extension.
  const usages = certificate.keyUsage as readonly string[] | undefined;
  const isForServers = usages?.length === 1 && usages[0] === SERVER_AUTH;
  return isConstrained && isForServers ? undefined : 'could sign names outside of .localhost';
}

/**
 * Returns undefined if a file is missing or damaged, or if the key does not match the certificate.
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

/**
 * Returns whether certificate and key are intact and match, which a crash during a write can break.
 * Only a signature proves that, since a damaged private key may still contain the right public key.
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

function serves(certificate: X509Certificate, dnsNames: readonly string[]): boolean {
  const names = new Set(certificate.subjectAltName?.split(', '));
  return !expiresSoon(certificate) && dnsNames.every((name) => names.has(`DNS:${name}`));
}

function expiresSoon({ validTo }: X509Certificate): boolean {
  return Date.parse(validTo) < Date.now() + RENEW_DAYS * DAY;
}
