import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Certificate } from './certificate';
import { authorityFile, listenerCertificate } from './certificates';

const folders = temporaryFolders();
const names = ['localhost', 'food.orders.localhost', 'beverage.orders.localhost'];
const DAY = 24 * 60 * 60 * 1000;

/** Returns `ok`, or the error of a client that trusts only the folder's authority. */
async function handshake(
  folder: string,
  certificate: Certificate,
  servername: string,
): Promise<string> {
  const server = createServer(certificate);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await new Promise((resolve) => {
      const { port } = server.address() as AddressInfo;
      const ca = readFileSync(authorityFile(folder), 'utf8');
      const socket = connect({ host: '127.0.0.1', port, ca, servername }, () => {
        resolve(socket.authorized ? 'ok' : String(socket.authorizationError));
        socket.destroy();
      });
      socket.on('error', (error: Error) => resolve(error.message));
    });
  } finally {
    server.close();
  }
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the listener's certificate", () => {
  it('is verified by a client that trusts the authority, for each of its names', async () => {
    const folder = folders();
    const certificate = await listenerCertificate(folder, names);
    for (const name of names) expect(await handshake(folder, certificate, name)).toBe('ok');
  });

  it('is rejected for any other name', async () => {
    const folder = folders();
    const certificate = await listenerCertificate(folder, ['localhost']);
    expect(await handshake(folder, certificate, 'food.orders.localhost')).toContain(
      "food.orders.localhost. is not in the cert's altnames",
    );
  });

  it('is rejected with the authority of another folder', async () => {
    const [folder, other] = [folders(), folders()];
    const certificate = await listenerCertificate(folder, names);
    await listenerCertificate(other, names);
    expect(await handshake(other, certificate, 'localhost')).toMatch(
      /unable to (get local issuer certificate|verify)|signature failure/,
    );
  });

  it.each(['example.com', 'localhost.example.com', 'notlocalhost'])(
    'is rejected for %s, since the authority may only sign names under localhost',
    async (name) => {
      const folder = folders();
      const certificate = await listenerCertificate(folder, [name]);
      expect(await handshake(folder, certificate, name)).toBe('permitted subtree violation');
    },
  );

  it('stays the same at the next start', async () => {
    const folder = folders();
    const first = await listenerCertificate(folder, names);
    expect(await listenerCertificate(folder, names)).toEqual(first);
  });

  it('is renewed by the same authority for a new name', async () => {
    const folder = folders();
    const first = await listenerCertificate(folder, names);
    const authority = readFileSync(authorityFile(folder), 'utf8');
    const second = await listenerCertificate(folder, [...names, 'tea.orders.localhost']);
    expect(second.cert).not.toBe(first.cert);
    expect(readFileSync(authorityFile(folder), 'utf8')).toBe(authority);
    expect(await handshake(folder, second, 'tea.orders.localhost')).toBe('ok');
  });

  it.each([
    ['the certificate', 340, true],
    ['the authority with it', 800, false],
  ])('is renewed when %s is about to expire', async (_name, days, sameAuthority) => {
    const folder = folders();
    const first = await listenerCertificate(folder, names);
    const authority = readFileSync(authorityFile(folder), 'utf8');
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + days * DAY);
    const second = await listenerCertificate(folder, names);
    expect(second.cert).not.toBe(first.cert);
    expect(readFileSync(authorityFile(folder), 'utf8') === authority).toBe(sameAuthority);
  });

  it('is created again with its authority when the key of the authority is lost', async () => {
    const folder = folders();
    await listenerCertificate(folder, names);
    rmSync(join(folder, 'ca-key.pem'));
    const second = await listenerCertificate(folder, names);
    expect(await handshake(folder, second, 'localhost')).toBe('ok');
  });

  it('is replaced if another authority signed it', async () => {
    const [folder, other] = [folders(), folders()];
    await listenerCertificate(folder, names);
    const foreign = await listenerCertificate(other, names);
    writeFileSync(join(folder, 'listener.pem'), foreign.cert);
    writeFileSync(join(folder, 'listener-key.pem'), foreign.key);
    const replaced = await listenerCertificate(folder, names);
    expect(await handshake(folder, replaced, 'localhost')).toBe('ok');
  });

  it.each([
    ['key', 'listener-key.pem'],
    ['certificate', 'listener.pem'],
  ])('is replaced if its %s does not match', async (_name, file) => {
    const folder = folders();
    const first = await listenerCertificate(folder, names);
    const [leafFile, keyFile] = [join(folder, 'listener.pem'), join(folder, 'listener-key.pem')];
    rmSync(leafFile);
    const second = await listenerCertificate(folder, names);
    writeFileSync(join(folder, file), file === 'listener.pem' ? first.cert : first.key);
    const replaced = await listenerCertificate(folder, names);
    expect([first.cert, second.cert]).not.toContain(replaced.cert);
    expect(await handshake(folder, replaced, 'localhost')).toBe('ok');
    expect(replaced).toEqual({
      cert: readFileSync(leafFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    });
  });

  it.each(
    ['listener.pem', 'listener-key.pem', 'ca.pem', 'ca-key.pem'].flatMap(
      (file) =>
        [
          [file, 'empty', () => ''],
          [file, 'cut off', (pem: string) => pem.slice(0, pem.length / 2)],
          [file, 'garbled', (pem: string) => pem.replace(/[A-Z]/g, '!')],
          [file, 'something else', () => 'not a certificate\n'],
        ] as const,
    ),
  )('is created again if %s is %s', async (file, _how, damage) => {
    const folder = folders();
    const first = await listenerCertificate(folder, names);
    const path = join(folder, file);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const second = await listenerCertificate(folder, names);
    expect(second.cert).not.toBe(first.cert);
    expect(await handshake(folder, second, 'localhost')).toBe('ok');
    expect(await listenerCertificate(folder, names)).toEqual(second);
  });

  it.each(['ca.pem', 'ca-key.pem'])(
    'is created again with its authority if %s is lost or unreadable, which is reported',
    async (file) => {
      const folder = folders();
      const lines: string[] = [];
      const renewed = () => listenerCertificate(folder, names, (line) => lines.push(line));
      await renewed();
      expect(lines).toEqual([]);
      rmSync(join(folder, file));
      await renewed();
      rmSync(join(folder, file));
      mkdirSync(join(folder, file, 'x'), { recursive: true });
      expect(await handshake(folder, await renewed(), 'localhost')).toBe('ok');
      const line =
        'The certificate authority was damaged and was replaced: clients that trust ' +
        `${authorityFile(folder)} must trust the new one`;
      expect(lines).toEqual([line, line]);
    },
  );

  it.each(['listener.pem', 'listener-key.pem'])(
    'is created again if %s is unreadable',
    async (file) => {
      const folder = folders();
      await listenerCertificate(folder, names);
      rmSync(join(folder, file));
      mkdirSync(join(folder, file, 'x'), { recursive: true });
      const second = await listenerCertificate(folder, names);
      expect(await handshake(folder, second, 'localhost')).toBe('ok');
      expect(await listenerCertificate(folder, names)).toEqual(second);
    },
  );

  it('is created again with its authority if a byte of ca.pem has changed', async () => {
    const folder = folders();
    await listenerCertificate(folder, names);
    const der = Buffer.from(new X509Certificate(readFileSync(authorityFile(folder))).raw);
    der.write('S', der.lastIndexOf('sandbox'));
    const changed = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    writeFileSync(authorityFile(folder), changed);
    const second = await listenerCertificate(folder, names);
    expect(readFileSync(authorityFile(folder), 'utf8')).not.toBe(changed);
    expect(await handshake(folder, second, 'localhost')).toBe('ok');
  });

  it.each(['listener-key.pem', 'ca-key.pem'])(
    'is created again if a byte of the secret in %s has changed',
    async (file) => {
      const folder = folders();
      const first = await listenerCertificate(folder, names);
      const path = join(folder, file);
      const key = createPrivateKey(readFileSync(path));
      const { d = '' } = key.export({ format: 'jwk' });
      const secret = Buffer.from(d, 'base64url');
      secret.writeUInt8(secret.readUInt8(16) ^ 1, 16);
      const der = key.export({ format: 'der', type: 'pkcs8' });
      secret.copy(der, der.indexOf(Buffer.from(d, 'base64url')));
      writeFileSync(
        path,
        `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`,
      );
      const second = await listenerCertificate(folder, names);
      expect(second.cert).not.toBe(first.cert);
      expect(await handshake(folder, second, 'localhost')).toBe('ok');
    },
  );

  it.each(['ca.pem', 'ca-key.pem'])(
    'is created again with its authority if %s is of another authority',
    async (file) => {
      const [folder, other] = [folders(), folders()];
      await listenerCertificate(folder, names);
      await listenerCertificate(other, names);
      const foreign = readFileSync(join(other, file), 'utf8');
      writeFileSync(join(folder, file), foreign);
      const second = await listenerCertificate(folder, [...names, 'tea.orders.localhost']);
      expect(readFileSync(join(folder, file), 'utf8')).not.toBe(foreign);
      expect(await handshake(folder, second, 'tea.orders.localhost')).toBe('ok');
    },
  );

  it.each(['ca-key.pem', 'listener-key.pem'])(
    'makes %s unreadable for other users',
    async (file) => {
      const folder = folders();
      await listenerCertificate(folder, names);
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    },
  );
});
