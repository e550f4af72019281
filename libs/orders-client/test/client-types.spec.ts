import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CLIENT_TYPES, clientTypesText } from '@cross-account/orders-openapi/client-types';

const APPS = path.resolve(__dirname, '../../../apps');
const read = (app: string, file: string) =>
  readFileSync(path.join(APPS, app, 'contract', file), 'utf8');

const services = readdirSync(APPS).filter((app) => app.endsWith('-service'));

describe('the client types of a service', () => {
  it.each(services)('match the document of %s', async (app) => {
    // Otherwise: npx nx run <service>:openapi
    expect(read(app, CLIENT_TYPES)).toBe(await clientTypesText(read(app, 'openapi.json')));
  });
});
