import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clientTypesFile, clientTypesText } from '@cross-account/orders-openapi/client-types';

const workspaceRoot = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(workspaceRoot, file), 'utf8');
const documentOf = (app: string) => `apps/${app}/contract/openapi.json`;

const apps = readdirSync(path.join(workspaceRoot, 'apps')).filter((app) =>
  existsSync(path.join(workspaceRoot, documentOf(app))),
);
const services = apps.map((app) => app.replace(/-service$/, ''));

describe('the types of a service', () => {
  it.each(apps)('are what the document of %s gives', async (app) => {
    const file = clientTypesFile(app.replace(/-service$/, ''));
    // Otherwise: npx nx run <service>:openapi
    expect(read(file)).toBe(await clientTypesText(read(documentOf(app))));
  });

  it('are there of every service, and of no other', () => {
    const folder = path.join(workspaceRoot, path.dirname(clientTypesFile('any')));
    expect(readdirSync(folder).sort()).toEqual(services.map((name) => `${name}.ts`).sort());
  });
});
