import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;

/** A certificate authority for the duration of a test. */
export interface TemporaryAuthority {
  /** Its certificate as PEM. */
  readonly pem: string;
  /** Issues a certificate for these names, in the format of `tls`. */
  issue(...dnsNames: string[]): Promise<{ readonly cert: string; readonly key: string }>;
}

const validity = () => ({
  notBefore: new Date(Date.now() - HOUR_MS),
  notAfter: new Date(Date.now() + HOUR_MS),
});

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

export async function temporaryAuthority(): Promise<TemporaryAuthority> {
  const keys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Throwaway authority',
      ...validity(),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    },
    webcrypto,
  );
  return {
    pem: authority.toString('pem'),
    async issue(...dnsNames) {
      const leafKeys = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create(
        {
          subject: 'CN=Throwaway',
          issuer: authority.subject,
          ...validity(),
          signingAlgorithm: algorithm,
          publicKey: leafKeys.publicKey,
          signingKey: keys.privateKey,
          extensions: [
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension(
              dnsNames.map((value) => ({ type: 'dns', value })),
            ),
          ],
        },
        webcrypto,
      );
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
      return {
        cert: certificate.toString('pem'),
        key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
      };
    },
  };
}
