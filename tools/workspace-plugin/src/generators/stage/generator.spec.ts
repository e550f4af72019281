import type { FileChange, Tree } from '@nx/devkit';
import { deployedStageNames, stageNames } from '@cross-account/stages';
import { serviceNames } from '../../service-app/listed-services';
import { formatted } from '../../source/format';
import { TypeScriptSource } from '../../source/typescript-source';
import { stagesIn } from '../../stage/stage-files';
import {
  changes,
  collectOutput,
  edit,
  textOf,
  workspace,
  workspaceWith,
} from '../../testing/workspace';
import { serviceGenerator } from '../service/generator';
import { stageGenerator } from './generator';

const PLATFORM = 'libs/platform/src/platform.ts';
const SERVICE_PLATFORM = 'libs/platform/services/src/service-platform.ts';
const CONSUMER = 'apps/consumer-infra/src/stages.ts';
const ROWS = 'apps/consumer-infra/src/services.ts';
const SERVICE = 'apps/made-up-service/src/stages.ts';
const TEMPLATE = 'tools/workspace-plugin/src/service-app/files/src/stages.ts.template';
const MAIN = '.github/workflows/main.yml';
const DRIFT = '.github/workflows/drift.yml';
const POLICY = 'docs/policies/order-service-execution.json';

const trial = { name: 'trial', region: 'us-east-1' };
const [first = ''] = deployedStageNames;
const last = deployedStageNames.at(-1) ?? '';

let generated: readonly FileChange[];
let tree: Tree;
let output: readonly string[];

beforeAll(async () => {
  const made = workspace();
  await serviceGenerator(made, { name: 'made-up', items: ['cake'], owner: '@a' });
  generated = made.listChanges();
});
beforeEach(() => {
  tree = workspaceWith(generated);
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

const codeAt = (path: string, ...steps: string[]) =>
  TypeScriptSource.read(tree, path).codeAt(...steps) ?? 'none';

/** Returns the settings of a stage, without the values that only its owner knows. */
const settingsOf = (path: string, stage: string) =>
  codeAt(path, 'stages', stage)
    .replaceAll(new RegExp(`\\b${stage}\\b`, 'g'), '?')
    .replaceAll(/'(<|arn:)[^']*'/g, '?')
    .replaceAll(/\s+/g, ' ');

describe('a new stage', () => {
  it('is in the list, in every app, in the workflows and in the templates of services', async () => {
    const before = changes(tree);
    await stageGenerator(tree, trial);
    const apps = serviceNames(tree).map((name) => `apps/${name}-service/src/stages.ts`);
    const changed = changes(tree).filter((line) => !before.includes(line));
    expect(changed).toEqual(
      [DRIFT, MAIN, POLICY, PLATFORM, SERVICE_PLATFORM, TEMPLATE, CONSUMER, ...apps]
        .concat('libs/stages/src/stages.json')
        .filter((path) => path !== SERVICE)
        .map((path) => `UPDATE ${path}`)
        .sort(),
    );
    for (const path of [SERVICE, ROWS]) expect(textOf(tree, path)).toContain('trial');
    expect(output).toEqual([]);
  });

  it('precedes the last stage in every list', async () => {
    await stageGenerator(tree, trial);
    const expected = stageNames.toSpliced(-1, 0, 'trial' as never);
    expect(stagesIn(tree)).toEqual(expected);
    for (const path of [SERVICE, CONSUMER, TEMPLATE]) {
      const stages = [...codeAt(path, 'stages').matchAll(/^ {2}(\w+): \{$/gm)];
      expect(stages.map(([, name]) => name)).toEqual(expected);
    }
    expect(textOf(tree, DRIFT)).toContain(`stage: [${expected.slice(1).join(', ')}]`);
    expect(textOf(tree, MAIN)).toMatch(/\n {2}trial:\n {4}needs: .*\n(.*\n){6} {6}stage: trial\n/);
    expect(textOf(tree, MAIN)).toMatch(new RegExp(`\\n {2}${last}:\\n {4}needs: trial\\n`));
  });

  it('has its Region, placeholders, and the settings of the first stage', async () => {
    await stageGenerator(tree, trial);
    expect(codeAt(PLATFORM, 'platform', 'trial')).toBe(
      "{\n    region: 'us-east-1',\n    domain: '<trial domain that you own, such as trial.orders.example.com>',\n  }",
    );
    expect(codeAt(SERVICE_PLATFORM, 'servicePlatform', 'trial')).toBe(
      "{\n    ...platform.trial,\n    dynamoDbPrefixListId: 'pl-02cd2c6b',\n    vpcEndpointIdSecretArn: '<output VpcEndpointIdSecretArn of consumer-infra-trial>',\n  }",
    );
    expect(codeAt(CONSUMER, 'stages', 'trial')).toContain("...servicesIn('trial'),");
    for (const path of [SERVICE, CONSUMER]) {
      expect(settingsOf(path, 'trial')).toBe(settingsOf(path, first));
    }
    const food = codeAt(SERVICE, 'stages', 'trial');
    expect(food).toContain("account: '<trial made-up account id>'");
    expect(food).toMatch(
      /certificateArn:\s+'<ARN of an ACM certificate for made-up.<domain> in the trial made-up account>'/,
    );
    expect(textOf(tree, ROWS)).toContain(
      "deployer: '<ARN of the role that deploys made-up-service to trial>'",
    );
  });

  it('has the placeholders of a service that is generated with that stage', async () => {
    await stageGenerator(tree, { ...trial, like: 'prod' });
    for (const path of [SERVICE, CONSUMER, ROWS, PLATFORM, SERVICE_PLATFORM]) {
      const placeholdersIn = (stage: string) =>
        [...textOf(tree, path).matchAll(/'(<[^']*>)'/g)]
          .flatMap(([, text = '']) => (text.includes(stage) ? [text] : []))
          .map((text) => text.replaceAll(/trial\.|\b(trial|prod)\b/g, ''));
      expect(placeholdersIn('trial').length).toBeGreaterThan(0);
      expect(placeholdersIn('trial')).toEqual(expect.arrayContaining(placeholdersIn('prod')));
    }
  });

  it('is as protected as the stage that it copies, which it does not change', async () => {
    const before = codeAt(SERVICE, 'stages', 'prod');
    await stageGenerator(tree, { ...trial, like: 'prod' });
    expect(settingsOf(SERVICE, 'trial')).toBe(settingsOf(SERVICE, 'prod'));
    expect(codeAt(SERVICE, 'stages', 'trial')).toContain(
      'SNS topic that alarms notify in the trial made-up account',
    );
    expect(codeAt(SERVICE, 'stages', 'prod')).toBe(before);
  });

  it('has no accounts, even if the stage that it copies is configured', async () => {
    edit(tree, SERVICE, `'<${first} made-up account id>'`, "'123456789012'");
    edit(
      tree,
      SERVICE,
      /certificateArn:\s+'<ARN of[^']*'/.exec(codeAt(SERVICE, 'stages', first))?.[0] ?? 'none',
      "publicHostedZoneId: 'Z123'",
    );
    await stageGenerator(tree, trial);
    const stage = codeAt(SERVICE, 'stages', 'trial');
    expect(stage).not.toMatch(/123456789012|Z123/);
    expect(stage).toMatch(/account: '<trial .*\n {4}certificate: \{\n {6}certificateArn:\s+'<ARN/);
  });

  it('has no resource of the other stage, but the same trusted accounts', async () => {
    const vault = 'arn:aws:backup:eu-central-1:999999999999:backup-vault:orders';
    const policy = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const bootstrap = `bootstrap: { trustedAccounts: ['123456789012'], executionPolicies: ['${policy}'] }`;
    const prod = codeAt(SERVICE, 'stages', 'prod');
    const changed = prod
      .replace(/bootstrap: \{[^}]*\}/, bootstrap)
      .replace(
        /\{/,
        `{\n    backup: { copyTo: '${vault}' },\n    readers: ['${policy}', 'plain'],`,
      );
    edit(tree, SERVICE, prod, changed);
    await stageGenerator(tree, { ...trial, like: 'prod' });
    const stage = codeAt(SERVICE, 'stages', 'trial').replaceAll(/\s+/g, ' ');
    expect(stage).toContain(`copyTo: '<trial made-up, in place of ${vault}>'`);
    expect(stage).toContain(`readers: ['<trial made-up, in place of ${policy}>', 'plain']`);
    expect(stage).toContain(`trustedAccounts: ['123456789012'], executionPolicies: ['${policy}']`);
  });

  it('may be the last, in a second Region, with a hyphen in its name', async () => {
    await stageGenerator(tree, { name: 'prod-us', region: 'us-east-1', like: last, after: last });
    expect(stagesIn(tree).at(-1)).toBe('prod-us');
    expect(codeAt(SERVICE, 'stages', 'prod-us')).toContain("...servicePlatform['prod-us'],");
    expect(textOf(tree, MAIN)).toMatch(new RegExp(`\\n {2}prod-us:\\n {4}needs: ${last}\\n`));
    expect(textOf(tree, POLICY)).toContain('-service-prod-us-*');
    await stageGenerator(tree, { ...trial, like: 'prod-us', after: 'prod-us' });
    expect(codeAt(SERVICE, 'stages', 'trial')).toContain('...servicePlatform.trial,');
  });

  it('can follow another new one', async () => {
    await stageGenerator(tree, trial);
    await stageGenerator(tree, { ...trial, name: 'rehearsal', after: 'trial' });
    expect(stagesIn(tree).slice(-3)).toEqual(['trial', 'rehearsal', last]);
    expect(textOf(tree, MAIN)).toMatch(new RegExp(`\\n {2}${last}:\\n {4}needs: rehearsal\\n`));
  });

  it('accepts the prefix list of an unknown Region', async () => {
    await stageGenerator(tree, {
      ...{ name: 'trial', region: 'eu-north-1' },
      dynamoDbPrefixList: 'pl-0a1b2c3d',
    });
    expect(codeAt(SERVICE_PLATFORM, 'servicePlatform', 'trial')).toContain("'pl-0a1b2c3d'");
  });

  it('does not change a modified workflow, and names it; ignores a deleted one', async () => {
    edit(tree, MAIN, `\n  ${first}:`, '\n  first:');
    tree.delete(DRIFT);
    await stageGenerator(tree, { ...trial, after: first });
    expect(output).toEqual([
      `Add the stage 'trial' manually, because the file was changed: ${MAIN}`,
    ]);
    expect(textOf(tree, MAIN)).not.toContain('trial');
  });

  it('is formatted with Prettier', async () => {
    await stageGenerator(tree, trial);
    for (const path of [SERVICE, CONSUMER, ROWS, PLATFORM, POLICY, 'libs/stages/src/stages.json']) {
      expect(await formatted(tree, path, textOf(tree, path))).toBe(textOf(tree, path));
    }
  });
});

describe('the stage generator rejects, before it writes anything,', () => {
  it.each<[string, object, string]>([
    ['the sandbox', { name: 'sandbox' }, "name 'sandbox' is taken: the stage of the local sandbox"],
    ['an existing stage', { name: first }, `name '${first}' is taken; the stages are`],
    ['the name of a service', { name: 'made-up' }, 'is taken by a service'],
    [
      'a job of the workflow',
      { name: 'check' },
      'is taken: the name of the first job of the workflow',
    ],
    [
      'a property of every object',
      { name: 'constructor' },
      'is taken: the name of a property of every',
    ],
    ['upper case', { name: 'Staging' }, "name 'Staging' must be kebab-case"],
    ['a path', { name: '../dev' }, 'must be kebab-case'],
    ['an empty name', { name: '' }, 'must be kebab-case'],
    ['a dot', { name: 'a.b' }, 'must be kebab-case'],
    ['one letter', { name: 'a' }, 'must have 2 to 15 characters'],
    ['16 letters', { name: 'a'.repeat(16) }, 'must have 2 to 15 characters'],
    [
      'an unknown Region',
      { region: 'eu-middle-1' },
      "--region must be an AWS Region, such as eu-central-1, got 'eu-middle-1'",
    ],
    ['a Region without prefix list', { region: 'eu-north-1' }, 'and add --dynamoDbPrefixList'],
    [
      'a prefix list of another kind',
      { dynamoDbPrefixList: 'sg-1' },
      "--dynamoDbPrefixList must be the ID of a prefix list (pl-…), got 'sg-1'",
    ],
    ['an unknown stage to copy', { like: 'qa' }, `--like must be one of ${first}, `],
    ['the sandbox as the stage to copy', { like: 'sandbox' }, '--like must be one of'],
    ['a position before all stages', { after: 'sandbox' }, '--after must be one of'],
  ])('%s', async (_what, options, message) => {
    const before = changes(tree);
    await expect(stageGenerator(tree, { ...trial, ...options })).rejects.toThrow(message);
    expect(changes(tree)).toEqual(before);
  });

  it('all mistakes at once', async () => {
    const all = stageGenerator(tree, { name: 'Food', region: 'Paris', like: 'me' });
    await expect(all).rejects.toThrow(/name 'Food'.*\n--region.*\n--like/);
  });

  it('an app without a literal stage', async () => {
    edit(tree, SERVICE, `  ${first}: {`, `  ...others,\n  gone: {`);
    const before = changes(tree);
    await expect(stageGenerator(tree, trial)).rejects.toThrow(
      `${SERVICE}: stages.${first} must be a literal stage there`,
    );
    expect(changes(tree)).toEqual(before);
  });
});
