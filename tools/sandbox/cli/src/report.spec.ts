import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { ownerAssembly, readerAssembly } from '@sandbox/engine/testing/shared-secret';
import { privateApiApp } from '@sandbox/core/testing/foreign-apps/private-api';
import { publicApiApp } from '@sandbox/core/testing/foreign-apps/public-api';
import { startReport } from './report';

const folders = temporaryFolders();
const running: Sandbox[] = [];
const apps = {
  private: [privateApiApp(folders())],
  public: [publicApiApp(folders())],
  workspace: twoAccounts(folders),
};

async function reportOf(assemblies: readonly string[]): Promise<string> {
  const sandbox = await Sandbox.start({
    assemblies,
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    warmUp: false,
  });
  running.push(sandbox);
  return startReport(sandbox, 1000, 'explain', { width: Infinity }).replaceAll(
    /localhost:\d+/g,
    'localhost:8443',
  );
}

afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => Promise.all(running.map((sandbox) => sandbox.stop())));

describe('the start report', () => {
  it('shows custom domains with their base path, and unsupported resources by construct path', async () => {
    const report = await reportOf(apps.workspace);
    expect(report).toContain('  1 × AWS::CloudWatch::Alarm: Alarm\n');
    expect(report).toMatch(/^ {2}https:\/\/food\.orders\.localhost:8443\/v1 {2}.*\/orders/m);
    expect(report).toMatch(
      /curl --cacert \S+ https:\/\/food\.orders\.localhost:8443\/v1\/orders -H 'content-type: application\/json' -d '{"food":"pizza"}'/,
    );
  });

  it("shows an API's default endpoint if it has no custom domain, with an example of its model", async () => {
    expect(await reportOf(apps.public)).toMatch(
      /https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.localhost:8443\/prod\/sign-ups .* -d '{"address":{"city":"Ada Lovelace"},"tags":\["Ada Lovelace"\]}'/,
    );
  });

  it('shows a private API by the name of its endpoint, with a path parameter', async () => {
    expect(await reportOf(apps.private)).toMatch(
      /curl \S+ \S+ https:\/\/[a-z0-9]{10}-vpce-[0-9a-f]{17}\.execute-api\.us-east-1\.localhost:8443\/pets\/pets\/example/,
    );
  });

  it('warns once about a runtime whose Node.js version is not installed', async () => {
    const managers = ['NVM_DIR', 'FNM_DIR', 'VOLTA_HOME', 'ASDF_DATA_DIR', 'MISE_DATA_DIR'];
    const nothingInstalled = Object.fromEntries(managers.map((name) => [name, folders()]));
    jest.replaceProperty(process, 'env', { ...process.env, ...nothingInstalled });
    const runtime = process.version.startsWith('v22.') ? 'nodejs24.x' : 'nodejs22.x';
    const [consumer = '', service = ''] = twoAccounts(folders);
    const template = join(service, 'food.template.json');
    const text = readFileSync(template, 'utf8');
    writeFileSync(template, text.replaceAll('nodejs24.x', runtime));
    const report = await reportOf([consumer, service]);
    const warnings = report.split('\n').filter((line) => line.startsWith('warning: functions of'));
    expect(warnings).toEqual([
      expect.stringContaining(`functions of ${runtime} run on Node.js ${process.version}`),
    ]);
  });

  it('reports once which secret stacks were synthesized with, and which stacks', async () => {
    const reader = readerAssembly(folders(), 'vpce-1');
    const another = readerAssembly(folders(), 'vpce-1', 'another');
    const report = await reportOf([ownerAssembly(folders()), reader, another]);
    expect(report).toMatch(
      /^Secrets read while synthesizing\n {2}111111111111 {2}Shared-[0-9a-f-]+ {2}vpce-1, for another, reader\n\n/m,
    );
  });

  it('explains why an API is unreachable', async () => {
    const [, service = ''] = twoAccounts(folders);
    expect(await reportOf([service])).toContain('  unreachable: Api, stage v1: no DNS record');
  });
});
