import { problemsOf } from '@cross-account/stages';
import { exampleServiceStage, serviceStage } from '../../src/stage';
import type { ServiceStage } from '../../src/stage';
import { SECRET_ARN, sourcelessStage } from '../support/service-stage';

const stage: ServiceStage = { ...sourcelessStage, vpcEndpointId: 'vpce-0a1b2c3d4e5f60718' };

const ROOT = 'arn:aws:iam::111111111111:root';

const messageFor = (value: object) =>
  problemsOf(value, serviceStage).map(({ key, problem }) => `${key} ${problem}`);

const problems = (change: Readonly<Record<string, unknown>>) => messageFor({ ...stage, ...change });

const vaultOf = (account: string) => `arn:aws:backup:eu-central-1:${account}:backup-vault:orders`;

describe('a stage of a service', () => {
  it('is valid with either source of the endpoint’s ID, and with its optional keys', () => {
    expect(problems({ canary: true, customerManagedKey: true, shardCount: 64 })).toEqual([]);
    const backup = { copyTo: vaultOf('999999999999'), keepDays: 90 };
    expect(problems({ backup })).toEqual([]);
    expect(messageFor({ ...sourcelessStage, vpcEndpointIdSecretArn: SECRET_ARN })).toEqual([]);
    expect(problems({ access: 'endpoint' })).toEqual([]);
    for (const domainMode of ['private', 'both']) {
      expect(problems({ domainMode, consumerAccount: '111111111111' })).toEqual([]);
    }
    expect(problems({ domainMode: 'regional' })).toEqual([]);
    expect(problems({ vpcEndpointId: 'vpce-0a1b2c3d,vpce-0a1b2c3e' })).toEqual([]);
    expect(problems({ access: 'iam', callers: [ROOT, `${ROOT.slice(0, -4)}role/shop`] })).toEqual(
      [],
    );
  });

  it('needs a range for two subnets of /20', () => {
    expect(problems({ vpcCidr: '10.0.32.0/19' })).toEqual([]);
    expect(problems({ vpcCidr: '10.0.16.0/20' })).toEqual([
      "vpcCidr must be between /16 and /19, so that the subnets fit, got '10.0.16.0/20'",
    ]);
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [
      { dynamoDbPrefixListId: 'dynamodb' },
      "dynamoDbPrefixListId must be a prefix list ID (pl-…), got 'dynamodb'",
    ],
    [{ vpcEndpointId: 'vpce' }, "vpcEndpointId must be a VPC endpoint ID (vpce-…), got 'vpce'"],
    [{ vpcEndpointIdSecretArn: SECRET_ARN }, 'vpcEndpointId excludes vpcEndpointIdSecretArn'],
    [{ shardCount: 0 }, 'shardCount must be a whole number between 1 and 64, got 0'],
    [{ shardCount: 65 }, 'shardCount must be a whole number between 1 and 64, got 65'],
    [{ shardCount: 1.5 }, 'shardCount must be a whole number between 1 and 64, got 1.5'],
    [{ shardCount: '2' }, "shardCount must be a whole number between 1 and 64, got '2'"],
    [
      { backup: { copyTo: 'orders' } },
      "backup.copyTo must be the ARN of a backup vault, got 'orders'",
    ],
    [
      { backup: { copyTo: vaultOf(stage.account) } },
      `backup.copyTo must be a vault in another account than ${stage.account}, got`,
    ],
    [
      { backup: { copyTo: vaultOf('999999999999'), keepDays: 0 } },
      'backup.keepDays must be a whole',
    ],
    [{ backup: { copyTo: vaultOf('999999999999'), days: 1 } }, 'backup.days is unknown'],
    [{ backup: {} }, 'backup.copyTo is missing'],
    [{ protect: true }, 'alarmTopicArn is missing: a protected stage needs an SNS topic'],
    [
      { access: 'iam' },
      "callers is missing: with access 'iam', a stage must list the principals that may call",
    ],
    [{ callers: [ROOT] }, "callers requires access 'iam', got access 'endpoint'"],
    [
      { access: 'endpoint', callers: [ROOT] },
      "callers requires access 'iam', got access 'endpoint'",
    ],
    [{ access: 'IAM' }, "access must be 'endpoint' or 'iam', got 'IAM'"],
    [{ access: 'iam', callers: [] }, 'callers must name at least one principal'],
    [{ access: 'iam', callers: [ROOT, ROOT] }, `callers must not repeat '${ROOT}'`],
    [
      { access: 'iam', callers: ['*'] },
      "callers.0 must be the ARN of an IAM role, user or account root, got '*'",
    ],
    [{ domainMode: 'public' }, "domainMode must be 'regional', 'private' or 'both', got 'public'"],
    [
      { domainMode: 'private' },
      "consumerAccount is missing: with domainMode 'private' a stage names the account that calls",
    ],
    [
      { consumerAccount: '111111111111' },
      "consumerAccount only goes with domainMode 'private' or 'both', got domainMode 'regional'",
    ],
    [
      { domainMode: 'both', consumerAccount: 'consumer' },
      "consumerAccount must be twelve digits, got 'consumer'",
    ],
    [{ flowLog: true }, 'flowLog is unknown: the known keys are account, '],
  ])('rejects %j', (change, message) => {
    expect(problems(change)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{}, 'vpcEndpointIdSecretArn is missing, and so is vpcEndpointId: set one of them'],
    [
      { vpcEndpointIdSecretArn: SECRET_ARN.slice(0, -7) },
      `vpcEndpointIdSecretArn must be a full secret ARN with its six-character suffix, got '${SECRET_ARN.slice(0, -7)}'`,
    ],
    [
      { vpcEndpointIdSecretArn: SECRET_ARN.replace('central', 'west') },
      `vpcEndpointIdSecretArn must be in eu-central-1, got '${SECRET_ARN.replace('central', 'west')}'`,
    ],
  ])('rejects the source %j of the endpoint’s ID', (source, message) => {
    expect(messageFor({ ...sourcelessStage, ...source })).toEqual([message]);
  });
});

describe('the example stages of a service', () => {
  it.each(['dev', 'prod'])('are complete, and otherwise equal to the app’s own: %s', (name) => {
    const open = {
      ...sourcelessStage,
      account: '<account>',
      vpcEndpointIdSecretArn: '<secret>',
      shardCount: 3,
      protect: true,
    };
    const example = exampleServiceStage(name, 'food', open);
    expect(problemsOf(example, serviceStage)).toEqual([]);
    expect(example).toMatchObject({ shardCount: 3, protect: true });
  });
});
