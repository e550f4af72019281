import 'reflect-metadata';
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralNames,
} from '@peculiar/x509';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Certificate } from './certificate';
import { authorityFile, listenerCertificate } from './certificates';
import { NAME_CONSTRAINTS, nameConstraints } from './name-constraints';
import {
  authorityWith,
  signedBy,
  signedByAuthorityOf,
  type LeafProps,
} from '../testing/signed-leaf';

const folders = temporaryFolders();
let folder: string;

beforeAll(async () => {
  folder = folders();
  await listenerCertificate(folder, ['localhost']);
});

type Names = JsonGeneralNames;

const within: readonly (readonly [string, Names])[] = [
  ['localhost', [{ type: 'dns', value: 'localhost' }]],
  ['a name under .localhost', [{ type: 'dns', value: 'food.orders.localhost' }]],
  ['a wildcard under .localhost', [{ type: 'dns', value: '*.orders.localhost' }]],
];

const local: Names = [{ type: 'dns', value: 'localhost' }];

const outside: readonly (readonly [string, Names])[] = [
  ['another name', [{ type: 'dns', value: 'example.com' }]],
  ['a foreign name with a local one', [...local, { type: 'dns', value: 'example.com' }]],
  ['localhost as a label in the middle', [{ type: 'dns', value: 'localhost.evil.example' }]],
  ['a label that ends with localhost', [{ type: 'dns', value: 'notlocalhost' }]],
  ['a label with localhost and a hyphen', [{ type: 'dns', value: 'my-localhost' }]],
  ['a wildcard under another domain', [{ type: 'dns', value: '*.example.com' }]],
  ['a wildcard without a domain', [{ type: 'dns', value: '*' }]],
  ['an IPv4 address', [{ type: 'ip', value: '192.0.2.1' }]],
  ['the IPv4 loopback', [{ type: 'ip', value: '127.0.0.1' }]],
  ['an IPv4 address with a local name', [...local, { type: 'ip', value: '10.0.0.1' }]],
  ['an IPv6 address', [{ type: 'ip', value: '2001:db8::1' }]],
  ['the IPv6 loopback', [{ type: 'ip', value: '::1' }]],
  ['an e-mail address', [{ type: 'email', value: 'ceo@example.com' }]],
  ['an e-mail address with a local name', [...local, { type: 'email', value: 'a@b.example' }]],
  ['an e-mail address at a look-alike', [{ type: 'email', value: 'a@notlocalhost' }]],
  ['a URI', [{ type: 'url', value: 'https://example.com/x' }]],
  ['a URI at an address', [{ type: 'url', value: 'https://192.0.2.1/' }]],
  ['a URI without a host', [{ type: 'url', value: 'urn:example:animal' }]],
];

const outsideSubjects: readonly (readonly [string, LeafProps])[] = [
  ['only a common name', { subject: 'CN=evil.example' }],
  ['an e-mail address in the subject', { subject: 'E=ceo@example.com', names: local }],
];

const otherUsages = [
  ['a client', 'sslclient', ExtendedKeyUsage.clientAuth],
  ['e-mail', 'smimesign', ExtendedKeyUsage.emailProtection],
] as const;

/** Returns Node.js' verification error for a server's certificate chain; empty if it is valid. */
function verifiedByNode({ cert, key }: Certificate, chain = ''): Promise<string> {
  return handshake({ cert: `${cert}\n${chain}`, key }, (port) => {
    const ca = readFileSync(authorityFile(folder), 'utf8');
    return connect({ host: '127.0.0.1', port, ca, checkServerIdentity: () => undefined });
  });
}

async function handshake(shown: Certificate, dial: (port: number) => TLSSocket): Promise<string> {
  const server = createServer(shown, (socket) => socket.destroy());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = dial((server.address() as AddressInfo).port);
  try {
    return await new Promise<string>((resolve) => {
      socket.once('secureConnect', () => resolve(''));
      socket.on('error', (error: Error) => resolve(error.message));
    });
  } finally {
    socket.destroy();
    server.close();
  }
}

describe.each([
  ['what is local', within.map(([name, names]) => [name, { names }] as const), ''],
  [
    'what is not',
    [...outside.map(([name, names]) => [name, { names }] as const), ...outsideSubjects],
    'subtree violation|unsupported name|unsupported or invalid name',
  ],
] as const)("Node.js' verification of certificates for %s", (_of, leaves, says) => {
  it.each(leaves)('is right for %s', async (_name, props) => {
    const verdict = await verifiedByNode(await signedByAuthorityOf(folder, props));
    expect(verdict).toMatch(says === '' ? /^$/ : new RegExp(says));
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

(hasOpenssl ? describe : describe.skip)(
  "the openssl command, if it is installed, with the authority's certificate",
  () => {
    function verify(leaf: Certificate, purpose: string): string {
      const file = join(folders(), 'leaf.pem');
      writeFileSync(file, leaf.cert);
      const args = ['verify', '-purpose', purpose, '-CAfile', authorityFile(folder), file];
      const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
      return status === 0 ? '' : stdout + stderr;
    }

    it.each(within)('accepts %s', async (_name, names) => {
      expect(verify(await signedByAuthorityOf(folder, { names }), 'sslserver')).toBe('');
    });

    it.each([...outside.map(([name, names]) => [name, { names }] as const), ...outsideSubjects])(
      'rejects %s',
      async (_name, props) => {
        const verdict = verify(await signedByAuthorityOf(folder, props), 'any');
        expect(verdict).toMatch(/subtree violation|unsupported or invalid name/);
      },
    );

    it.each(otherUsages)('rejects a certificate for %s', async (_name, purpose, usage) => {
      const leaf = await signedByAuthorityOf(folder, { names: local, usage });
      expect(verify(leaf, purpose)).toMatch(/(unsuitable|unsupported) certificate purpose/);
    });
  },
);

describe("the sandbox's authority", () => {
  it("can't sign another authority", async () => {
    const between = await signedByAuthorityOf(folder, { subject: 'CN=between', isAuthority: true });
    const leaf = await signedBy(between, { names: local });
    expect(await verifiedByNode(leaf, between.cert)).toMatch(/path length constraint exceeded/);
  });

  it("can't sign a client certificate", async () => {
    const usage = ExtendedKeyUsage.clientAuth;
    const client = await signedByAuthorityOf(folder, { names: local, usage });
    const own = await listenerCertificate(folder, ['localhost']);
    const ca = readFileSync(authorityFile(folder), 'utf8');
    const verdicts: string[] = [];
    const server = createServer(
      { ...own, ca, requestCert: true, rejectUnauthorized: false },
      (socket) => {
        verdicts.push(String(socket.authorizationError));
        socket.destroy();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socket = connect({ ...client, host: '127.0.0.1', port, ca, servername: 'localhost' });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
    server.close();
    expect(verdicts).toEqual(['INVALID_PURPOSE']);
  });

  it('is valid for about two years', () => {
    const { validFrom, validTo } = new X509Certificate(readFileSync(authorityFile(folder)));
    expect((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000).toBe(826);
  });
});

const forServers = new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]);
/** Permits only a DNS name, which does not exclude IP addresses. */
const forDnsNames = new Extension(
  '2.5.29.30',
  true,
  Buffer.from('300fa00d300b82096c6f63616c686f7374', 'hex'),
);
const constraints = (isCritical: boolean) =>
  new Extension(NAME_CONSTRAINTS, isCritical, new Uint8Array(nameConstraints('localhost')));

describe('an authority without name constraints', () => {
  it.each([
    ['all names', [forServers]],
    ['addresses', [forServers, forDnsNames]],
    ['names, by verifiers that ignore the constraint', [forServers, constraints(false)]],
    ['certificates of other uses', [constraints(true)]],
  ])('is replaced, which is reported: %s', async (_name, extensions) => {
    const made = folders();
    const { cert, key } = await authorityWith(extensions);
    writeFileSync(authorityFile(made), cert);
    writeFileSync(join(made, 'ca-key.pem'), key);
    const printed: string[] = [];
    await listenerCertificate(made, ['localhost'], (line) => printed.push(line));
    expect(printed).toEqual([
      'The certificate authority could sign names outside of .localhost and was replaced: ' +
        `clients that trust ${authorityFile(made)} must trust the new one`,
    ]);
    expect(readFileSync(authorityFile(made), 'utf8')).not.toBe(cert);
    await listenerCertificate(made, ['localhost'], (line) => printed.push(line));
    expect(printed).toHaveLength(1);
  });

  it('is not reported at the first start', async () => {
    const printed: string[] = [];
    await listenerCertificate(folders(), ['localhost'], (line) => printed.push(line));
    expect(printed).toEqual([]);
  });
});
