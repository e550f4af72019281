/**
 * Creates certificates with the key of a data folder's authority, which the sandbox would not sign.
 */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../https/certificate';
import { authorityFile } from '../https/certificates';

export interface LeafProps {
  /** @default none */
  readonly names?: x509.JsonGeneralNames;
  /** @default 'CN=leaf' */
  readonly subject?: string;
  /** @default server authentication */
  readonly usage?: x509.ExtendedKeyUsage;
  /** Whether it is a CA certificate. @default false */
  readonly isAuthority?: boolean;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 24 * 60 * 60 * 1000;

/** Creates an authority with these extensions. */
export async function authorityWith(extensions: readonly x509.Extension[]): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: 'CN=authority',
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 1000 * DAY),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        ...extensions,
      ],
    },
    webcrypto,
  );
  return { cert: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** @param folder of a sandbox's certificates. */
export function signedByAuthorityOf(folder: string, props: LeafProps): Promise<Certificate> {
  const key = readFileSync(join(folder, 'ca-key.pem'), 'utf8');
  return signedBy({ cert: readFileSync(authorityFile(folder), 'utf8'), key }, props);
}

export async function signedBy(issuer: Certificate, props: LeafProps): Promise<Certificate> {
  const { names = [], subject = 'CN=leaf', isAuthority = false } = props;
  const { usage = x509.ExtendedKeyUsage.serverAuth } = props;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [der = new ArrayBuffer(0)] = x509.PemConverter.decode(issuer.key);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  const keyUsage = isAuthority
    ? x509.KeyUsageFlags.keyCertSign
    : x509.KeyUsageFlags.digitalSignature;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: '01',
      subject,
      issuer: new x509.X509Certificate(issuer.cert).subject,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + DAY),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(isAuthority, undefined, true),
        new x509.KeyUsagesExtension(keyUsage, true),
        ...(isAuthority ? [] : [new x509.ExtendedKeyUsageExtension([usage])]),
        ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
      ],
    },
    webcrypto,
  );
  return { cert: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
