import type { FileChange, Tree } from '@nx/devkit';
import { deployedStageNames } from '@cross-account/stages';
import { unconfigured } from '../../testing/unconfigured';
import { changes, collectOutput, edit, workspaceWith } from '../../testing/workspace';
import { configureGenerator } from './generator';
import type { ConfigureOptions } from './options';

const SERVICE = 'apps/made-up-service/src/stages.ts';
const CERTIFICATE = 'certificate/12345678-1234-4234-8234-123456789012';

let generated: readonly FileChange[];
let tree: Tree;

beforeAll(async () => {
  generated = await unconfigured();
});
beforeEach(() => {
  tree = workspaceWith(generated);
  collectOutput();
});
afterEach(() => jest.restoreAllMocks());

const configure = (options: ConfigureOptions) => configureGenerator(tree, options);

describe('configure rejects, before it changes anything,', () => {
  it.each<[ConfigureOptions, string]>([
    [
      { name: 'Acme Orders' },
      "--name must be a package name, such as acme-orders, got 'Acme Orders'",
    ],
    [{ domain: ['https://acme.com'] }, "got 'https://acme.com'"],
    [{ domain: ['ACME.com'] }, '--domain must be a lower-case DNS domain'],
    [{ domain: ['acme'] }, '--domain must be a lower-case DNS domain'],
    [{ domain: ['acme.com.'] }, '--domain must be a lower-case DNS domain'],
    [{ domain: ['-a.acme.com'] }, '--domain must be a lower-case DNS domain'],
    [{ domain: [`${'a.'.repeat(112)}com`] }, '--domain must have at most 221 characters'],
    [
      { domain: ['dev=a.acme.com', 'prod=a.acme.com'] },
      '--domain must differ between dev and prod',
    ],
    [
      { domain: ['sandbox=a.acme.com'] },
      `--domain must be <value>, or ${deployedStageNames.map((stage) => `${stage}=<value>`).join()}, got 'sandbox=a.acme.com'`,
    ],
    [{ domain: ['a.acme.com', 'b.acme.com'] }, "got 'a.acme.com'"],
    [{ domain: [''] }, '--domain must be'],
    [
      { region: ['eu-middle-1'] },
      "--region must be an AWS Region, such as eu-central-1, got 'eu-middle-1'",
    ],
    [
      { region: ['eu-north-1'] },
      '--region eu-north-1 --filters Name=prefix-list-name,Values=com.amazonaws.eu-north-1.dynamodb',
    ],
    [{ dynamoDbPrefixList: ['sg-1'] }, '--dynamoDbPrefixList must be the ID of a prefix list'],
    [
      { accounts: ['dev.made-up=12345678901'] },
      "--accounts: dev.made-up must be twelve digits, got '12345678901'",
    ],
    [{ accounts: ['dev.unheard-of=123456789012'] }, "got 'dev.unheard-of=123456789012'"],
    [
      { accounts: ['sandbox.made-up=123456789012'] },
      `with the stage ${deployedStageNames.join(' or ')}`,
    ],
    [{ accounts: ['made-up=123456789012'] }, '--accounts must be <stage>.<app>=<value>'],
    [{ accounts: ['dev.made-up'] }, '--accounts must be <stage>.<app>=<value>'],
    [
      { accounts: ['dev.made-up=123456789012', 'prod.made-up=123456789012'] },
      '--accounts: dev.made-up, prod.made-up would share 123456789012; if that is intended, add --sharedAccounts',
    ],
    [
      {
        accounts: ['dev.consumer=123456789011', 'dev.made-up=123456789012'],
        certificates: ['dev.consumer=Z0AB', 'dev.made-up=Z0AB'],
      },
      '--certificates: dev.consumer and dev.made-up have the same zone Z0AB, but different accounts',
    ],
    [
      { alarmTopics: ['dev.made-up=arn:aws:sns:eu-west-3:123456789012:alarms'] },
      '--alarmTopics: dev.made-up must be set together with the account of dev.made-up',
    ],
    [
      { permissionsBoundary: ['arn:aws:iam::123456789012:policy/acme'] },
      "--permissionsBoundary must be the name of a policy, not its ARN, got 'arn:aws:iam::",
    ],
    [
      { alarmTopics: ['prod.made-up=alarms'] },
      '--alarmTopics: prod.made-up must be set together with the account of prod.made-up',
    ],
    [
      { certificates: ['dev.made-up=arn:aws:acm:eu-central-1:1:certificate/1'] },
      '--certificates: dev.made-up must be set together with the account of dev.made-up',
    ],
    [
      {
        accounts: ['dev.made-up=123456789012'],
        certificates: [`dev.made-up=arn:aws:acm:us-west-2:123456789012:${CERTIFICATE}`],
      },
      'the ARN of an ACM certificate of account 123456789012 in ',
    ],
    [{ deployers: ['dev.made-up=arn:aws:sts::123456789012:assumed-role/a/b'] }, 'not of a session'],
    [
      { deployers: ['dev.consumer=arn:aws:iam::123456789012:role/ci'] },
      '--deployers must be <stage>.<app>=<value>',
    ],
    [
      { endpointSecret: ['dev=arn:aws:secretsmanager:us-west-2:123456789012:secret:Shared'] },
      '--endpointSecret must be a full secret ARN',
    ],
    [
      {
        accounts: ['dev.made-up=123456789012'],
        domain: ['acme.com'],
        domainNames: [
          'dev.made-up=arn:aws:apigateway:eu-west-3:123456789012:/domainnames/other.dev.acme.com+a1b2c3',
        ],
      },
      '--domainNames: dev.made-up must be the ARN of the private custom domain name made-up.dev.acme.com in account 123456789012 and eu-west-3, got ',
    ],
    [{ domainNames: ['dev.consumer=x'] }, '--domainNames must be <stage>.<app>=<value>'],
    [
      { owners: ['made-up=acme'] },
      "--owners: made-up must be @user, @org/team or an e-mail address, got 'acme'",
    ],
    [
      { owners: ['unheard-of=@acme'] },
      '--owners must be <app>=<owner> with the app default, consumer',
    ],
    [{ owners: ['@acme'] }, '--owners must be <app>=<owner>'],
  ])('%j', async (options, message) => {
    const before = changes(tree);
    await expect(configure(options)).rejects.toThrow(message);
    expect(changes(tree)).toEqual(before);
  });

  it('all mistakes at once', async () => {
    const all = configure({ domain: ['a'], accounts: ['x'], owners: ['y'] });
    await expect(all).rejects.toThrow(/--domain.*\n(.*\n)*--accounts.*\n--owners/);
  });

  it('a value that is not a literal any more', async () => {
    edit(tree, SERVICE, "account: '<dev made-up account id>'", 'account: accounts.dev');
    await expect(configure({ accounts: ['prod.made-up=123456789012'] })).resolves.toBeUndefined();
    edit(tree, SERVICE, 'account: accounts.dev', '...accounts.dev');
    await expect(configure({ accounts: ['dev.made-up=123456789012'] })).rejects.toThrow(
      `${SERVICE}: stages.dev.account must be a literal value there`,
    );
  });
});
