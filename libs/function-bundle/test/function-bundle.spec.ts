import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import nodeHttp from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as http from '../src/http';
import LruCache from '../src/lru-cache';
import { bundleOf, type Bundle } from './bundle';

const ORDERS = "export * from '@cross-account/orders-domain/functions';";

describe('the bundle of order functions', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await bundleOf(ORDERS);
  });

  it('has these packages and no other', () => {
    expect(bundle.packages).toEqual([
      '',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/core',
      '@aws-sdk/credential-provider-env',
      '@aws-sdk/dynamodb-codec',
      '@aws-sdk/endpoint-cache',
      '@aws-sdk/lib-dynamodb',
      '@aws-sdk/middleware-endpoint-discovery',
      '@aws-sdk/util-dynamodb',
      '@aws/lambda-invoke-store',
      '@smithy/core',
      '@smithy/node-http-handler',
      '@smithy/signature-v4',
      '@smithy/types',
      'zod',
    ]);
  });

  it('does not import the module that loads undici', () => {
    expect(bundle.builtins).toContain('node:https');
    expect(bundle.builtins).not.toContain('node:http');
    expect(bundle.builtins).not.toContain('http');
  });
});

describe("a client's credentials in a bundle", () => {
  const CLIENT = `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    const { config } = new DynamoDBClient({ region: 'eu-west-1' });
    config.credentials().then(
      ({ accessKeyId, secretAccessKey, sessionToken }) =>
        console.log(accessKeyId, secretAccessKey, sessionToken),
      ({ message }) => console.log(message),
    );`;
  const TWICE = `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    const { config } = new DynamoDBClient({ region: 'eu-west-1' });
    const first = await config.credentials();
    process.env.AWS_ACCESS_KEY_ID = 'other';
    console.log(first.accessKeyId, (await config.credentials()).accessKeyId);`;
  const folder = mkdtempSync(path.join(tmpdir(), 'function-bundle-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function printed(env: Record<string, string>, source = CLIENT): Promise<string> {
    const file = path.join(folder, 'client.mjs');
    writeFileSync(file, (await bundleOf(source)).code);
    return execFileSync(process.execPath, [file], { env, encoding: 'utf8' }).trim();
  }

  it("are the role's, from Lambda's environment variables", async () => {
    const key = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await printed({ ...key, AWS_SESSION_TOKEN: 'token' })).toBe('id secret token');
  });

  it('are read once', async () => {
    const key = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await printed({ ...key, AWS_SESSION_TOKEN: 'token' }, TWICE)).toBe('id id');
  });

  it('are read again when they expire', async () => {
    const key = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    const expired = { AWS_CREDENTIAL_EXPIRATION: '2026-01-01T00:00:00Z' };
    expect(await printed({ ...key, ...expired }, TWICE)).toBe('id other');
  });

  it('are missing without the variables, with a clear error', async () => {
    expect(await printed({ HOME: folder })).toMatch(/environment variable credentials/);
  });
});

describe('the cache of endpoint discovery in a bundle', () => {
  it('evicts the least recently used entry above its capacity', () => {
    const cache = new LruCache<string, number>(2);
    cache.set('one', 1);
    cache.set('two', 2);
    cache.get('one');
    cache.peek('two');
    cache.set('three', 3);
    expect(['one', 'two', 'three'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
    cache.set('one', 4);
    expect([cache.get('one'), cache.has('three')]).toEqual([4, true]);
    cache.clear();
    expect(cache.has('one')).toBe(false);
  });
});

describe('the node:http stub', () => {
  it('exports everything except what undici is loaded for, and what not every Node.js has', () => {
    const present = ['WebSocket', 'CloseEvent', 'MessageEvent', 'setGlobalProxyFromEnv'];
    const names = Object.keys(nodeHttp).filter((name) => !name.startsWith('_'));
    expect(names.filter((name) => !present.includes(name) && !(name in http))).toEqual([]);
  });

  it('breaks the build of a function that imports a missing export', async () => {
    const built = bundleOf("import { WebSocket } from 'node:http'; new WebSocket('wss://a');");
    await expect(built).rejects.toThrow('No matching export in "libs/function-bundle/src/http.ts"');
  });
});
