import type { FileChange, Tree } from '@nx/devkit';
import { deployedStageNames } from '@cross-account/stages';
import { sandboxAccount, serviceNames } from '../../service-app/listed-services';
import { TypeScriptSource } from '../../source/typescript-source';
import { unconfigured } from '../../testing/unconfigured';
import { collectOutput, edit, textOf, workspaceWith } from '../../testing/workspace';
import { configureGenerator } from './generator';
import type { ConfigureOptions } from './options';

const PLATFORM = 'libs/platform/src/platform.ts';
const SERVICE_PLATFORM = 'libs/platform/services/src/service-platform.ts';
const CONSUMER = 'apps/consumer-infra/src';
const SERVICE = 'apps/made-up-service/src/stages.ts';
const CERTIFICATE = 'certificate/12345678-1234-4234-8234-123456789012';

let generated: readonly FileChange[];
let tree: Tree;
let output: readonly string[];

beforeAll(async () => {
  generated = await unconfigured();
});
beforeEach(() => {
  tree = workspaceWith(generated);
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

/** Runs the generator, and returns the changed files. */
async function configure(options: ConfigureOptions): Promise<readonly string[]> {
  const before = contents();
  await configureGenerator(tree, options);
  return contents()
    .filter(([path, text]) => !before.some((one) => one[0] === path && one[1] === text))
    .map(([path]) => path)
    .sort();
}

function contents(): readonly (readonly [string, string])[] {
  return tree.listChanges().map(({ path, content }) => [path, content?.toString() ?? ''] as const);
}

/** Returns options that set all values, as in a fork. */
function everything(): ConfigureOptions {
  const apps = ['consumer', ...serviceNames(tree)];
  const account = (stage: number, app: number) => `${stage}9000000000${app}`;
  const each = (value: (stage: number, app: number) => string) =>
    deployedStageNames.flatMap((stage, i) =>
      apps.map((app, j) => `${stage}.${app}=${value(i + 1, j)}`),
    );
  const hasTopic = (stage: string) =>
    TypeScriptSource.read(tree, SERVICE).has('stages', stage, 'alarmTopicArn');
  const secret = (stage: number) =>
    `arn:aws:secretsmanager:eu-west-1:${account(stage, 0)}:secret:Shared-AbC123`;
  return {
    name: '@acme/orders',
    domain: ['orders.acme.com'],
    region: ['eu-west-1'],
    accounts: each(account),
    certificates: each(
      (stage, app) => `arn:aws:acm:eu-west-1:${account(stage, app)}:${CERTIFICATE}`,
    ),
    alarmTopics: each((stage, app) => `arn:aws:sns:eu-west-1:${account(stage, app)}:alarms`).filter(
      (topic) => hasTopic(topic.split('.')[0] ?? ''),
    ),
    deployers: deployedStageNames.map(
      (stage, i) => `${stage}=arn:aws:iam::${i + 1}90000000009:role/ci`,
    ),
    endpointSecret: deployedStageNames.map((stage, i) => `${stage}=${secret(i + 1)}`),
    owners: ['default=@acme/platform', ...apps.map((app) => `${app}=@acme/${app}`)],
  };
}

describe('configure', () => {
  it('sets all values at once, so that no placeholder remains', async () => {
    const changed = await configure(everything());
    expect(changed).toEqual(
      expect.arrayContaining(
        ['.github/CODEOWNERS', `${CONSUMER}/services.ts`, `${CONSUMER}/stages.ts`, SERVICE].concat([
          PLATFORM,
          SERVICE_PLATFORM,
          'package.json',
          'package-lock.json',
        ]),
      ),
    );
    expect(output.at(-1)).toBe(
      `No values are missing: ${deployedStageNames.join(' and ')} can be deployed.`,
    );
    for (const [, text] of contents()) expect(text).not.toMatch(/'<[^>]*>'|@your-org\//);
  });

  it('changes nothing the second time', async () => {
    await configure(everything());
    expect(await configure(everything())).toEqual([]);
    expect(output).toContain('Nothing to change: all values are set already.');
  });

  it('does not change the sandbox', async () => {
    const sandbox = () =>
      [
        TypeScriptSource.read(tree, PLATFORM).codeAt('platform', 'sandbox'),
        TypeScriptSource.read(tree, SERVICE_PLATFORM).codeAt('servicePlatform', 'sandbox'),
        TypeScriptSource.read(tree, SERVICE).codeAt('stages', 'sandbox'),
        TypeScriptSource.read(tree, `${CONSUMER}/stages.ts`).codeAt('stages', 'sandbox'),
        ...serviceNames(tree).map((name) => sandboxAccount(tree, name)),
      ].map((code) => code ?? 'not found');
    const before = sandbox();
    await configure(everything());
    expect(sandbox()).toEqual(before);
    expect(before).not.toContain('not found');
    expect(before.join()).toContain(':secret:SharedEndpointId');
  });

  it.each<[string, ConfigureOptions, Readonly<Record<string, readonly string[]>>]>([
    [
      'a domain, and those of the other stages below it',
      { domain: ['a.acme.com'] },
      {
        [PLATFORM]: deployedStageNames.map((stage) =>
          stage === 'prod' ? "domain: 'a.acme.com'," : `domain: '${stage}.a.acme.com',`,
        ),
      },
    ],
    [
      'the domain of one stage',
      { domain: ['dev=d.acme.com'] },
      { [PLATFORM]: ["domain: 'd.acme.com',"] },
    ],
    [
      'a Region, and its prefix list',
      { region: ['us-east-1'] },
      {
        [PLATFORM]: ["region: 'us-east-1',"],
        [SERVICE_PLATFORM]: ["dynamoDbPrefixListId: 'pl-02cd2c6b',"],
      },
    ],
    [
      'the prefix list of another Region',
      { region: ['dev=eu-north-1'], dynamoDbPrefixList: ['dev=pl-0a1b2c3d'] },
      {
        [PLATFORM]: ["region: 'eu-north-1',"],
        [SERVICE_PLATFORM]: ["dynamoDbPrefixListId: 'pl-0a1b2c3d',"],
      },
    ],
    [
      'a service’s account',
      { accounts: ['dev.made-up=012345678901'] },
      {
        [`${CONSUMER}/services.ts`]: ["account: '012345678901',"],
        [SERVICE]: ["account: '012345678901',"],
      },
    ],
    [
      'the consumer’s account',
      { accounts: ['prod.consumer=112345678901'] },
      { [`${CONSUMER}/stages.ts`]: ["account: '112345678901',"] },
    ],
    [
      'a hosted zone',
      { certificates: ['dev.made-up=Z0AB'] },
      { [SERVICE]: ["certificate: { publicHostedZoneId: 'Z0AB' },"] },
    ],
    [
      'the topic that alarms notify',
      {
        accounts: ['prod.made-up=012345678901'],
        alarmTopics: ['prod.made-up=arn:aws:sns:eu-west-3:012345678901:alarms'],
      },
      {
        [`${CONSUMER}/services.ts`]: ["account: '012345678901',"],
        [SERVICE]: [
          "account: '012345678901',",
          "alarmTopicArn: 'arn:aws:sns:eu-west-3:012345678901:alarms',",
        ],
      },
    ],
    [
      'who deploys',
      { deployers: ['dev.made-up=arn:aws:iam::112345678901:role/ci'] },
      { [`${CONSUMER}/services.ts`]: ["deployer: 'arn:aws:iam::112345678901:role/ci',"] },
    ],
    [
      'owners',
      { owners: ['made-up=@acme/a', 'made-up=@b'] },
      { '.github/CODEOWNERS': ['/apps/made-up-service/ @acme/a @b'] },
    ],
    [
      'the default owner',
      { owners: ['default=ada@acme.com'] },
      { '.github/CODEOWNERS': ['* ada@acme.com'] },
    ],
  ])('changes %s, and nothing else', async (_what, options, expected) => {
    const linesOf = (path: string) =>
      textOf(tree, path)
        .split('\n')
        .map((line) => line.trim());
    const before = new Map(Object.keys(expected).map((path) => [path, linesOf(path)]));
    const changed = await configure(options);
    const added = changed.map((path) => {
      const lines = linesOf(path).filter((line) => !before.get(path)?.includes(line));
      return [path, [...new Set(lines)]];
    });
    expect(Object.fromEntries(added)).toEqual(expected);
  });

  it('prints each change with the old and the new value', async () => {
    await configure({ accounts: ['dev.made-up=012345678901'] });
    expect(output[0]).toBe(
      [
        'Changed',
        `  ${SERVICE}  dev.account: <dev made-up account id> → 012345678901`,
        `  ${CONSUMER}/services.ts  made-up.dev.account: <dev made-up account id> → 012345678901`,
      ].join('\n'),
    );
  });

  it('lists the remaining placeholders without options', async () => {
    expect(await configure({})).toEqual([]);
    expect(output.at(-1)).toContain(`${SERVICE}  dev.account: <dev made-up account id>`);
    expect(output.at(-1)).toContain('.github/CODEOWNERS  /apps/made-up-service/ @your-org/made-up');
  });

  it('reports contradicting values', async () => {
    await configure(everything());
    await configure({ region: ['eu-west-2'] });
    expect(output.at(-1)).toContain(
      `${SERVICE_PLATFORM}  dev.vpcEndpointIdSecretArn: is in eu-west-1 instead of eu-west-2`,
    );
    expect(output.at(-1)).toContain(`${SERVICE}  prod.certificate: is not of account`);
    edit(tree, `${CONSUMER}/services.ts`, "'190000000001'", "'190000000008'");
    await configure({});
    expect(output.at(-1)).toContain('.dev.account: is 190000000008, but its app has 190000000001');
    const spread = '...servicePlatform.dev,';
    edit(tree, SERVICE, spread, `${spread} consumerAccount: '190000000007',`);
    await configure({});
    expect(output.at(-1)).toContain(
      `${SERVICE}  dev.consumerAccount: is 190000000007, but the consumer has 190000000000`,
    );
  });

  it('adds a topic and a permissions boundary if the stages have none', async () => {
    await configure({
      accounts: ['dev.consumer=190000000001'],
      alarmTopics: ['dev.consumer=arn:aws:sns:eu-west-3:190000000001:alarms'],
      permissionsBoundary: ['dev=acme-boundary'],
    });
    const bootstrap = ['stages', 'dev', 'bootstrap', 'permissionsBoundary'] as const;
    const stages = [SERVICE, `${CONSUMER}/stages.ts`].map((path) =>
      TypeScriptSource.read(tree, path),
    );
    expect(stages.map((source) => source.stringAt(...bootstrap))).toEqual([
      'acme-boundary',
      'acme-boundary',
    ]);
    expect(stages.at(-1)?.stringAt('stages', 'dev', 'alarmTopicArn')).toBe(
      'arn:aws:sns:eu-west-3:190000000001:alarms',
    );
    await configure({ permissionsBoundary: ['other'] });
    expect(textOf(tree, SERVICE).match(/permissionsBoundary: 'other'/g)).toHaveLength(2);
  });

  it('accepts one account for several apps with an option', async () => {
    const accounts = ['dev=123456789012'];
    await expect(configure({ accounts })).rejects.toThrow('would share 123456789012');
    await configure({ accounts, sharedAccounts: true });
    expect(textOf(tree, SERVICE)).toContain("account: '123456789012'");
  });
});
