import { bootstrapStage, problemsOf, stageEnvironment } from '@cross-account/stages';
import { goodStage, shopStage, without } from './support/shop-stage';

const messages = (stage: object) =>
  problemsOf(stage, shopStage).map(({ key, problem }) => `${key} ${problem}`);

const problems = (change: Readonly<Record<string, unknown>>) =>
  messages({ ...goodStage, ...change });

const CERTIFICATE_ID = '12345678-1234-4234-8234-123456789012';

describe('the problems of a stage', () => {
  it('are empty for a valid stage, with and without its optional keys', () => {
    expect(messages(goodStage)).toEqual([]);
    expect(
      problems({
        availabilityZones: ['eu-central-1b', 'eu-central-1c'],
        certificate: { publicHostedZoneId: 'Z0123456789' },
        flowLogs: true,
        alarmTopicArn: 'arn:aws:sns:eu-central-1:111111111111:alarms',
        bootstrap: { executionPolicies: ['execution'], trustedAccounts: ['222222222222'] },
      }),
    ).toEqual([]);
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ account: '12' }, "account must be twelve digits, got '12'"],
    [{ account: 111_111_111_111 }, 'account must be twelve digits, got 111111111111'],
    [{ account: ['1'] }, "account must be twelve digits, got [ '1' ]"],
    [{ account: 111_111_111_111n }, 'account must be twelve digits, got 111111111111n'],
    [
      { domain: 'a.example.com\n' },
      "domain must be a lower-case DNS domain, got 'a.example.com\\n'",
    ],
    [{ region: 'Frankfurt' }, "region must be an AWS Region, got 'Frankfurt'"],
    [{ region: 'eu-central-1(' }, "region must be an AWS Region, got 'eu-central-1('"],
    [{ domain: 'Orders' }, "domain must be a lower-case DNS domain, got 'Orders'"],
    [{ domain: '-a.example.com' }, "domain must be a lower-case DNS domain, got '-a.example.com'"],
    [
      { availabilityZones: ['eu-central-1a', 'eu-west-1b'] },
      "availabilityZones.1 must be a zone of eu-central-1, got 'eu-west-1b'",
    ],
    [
      { availabilityZones: ['eu-central-1a', 'eu-central-1a'] },
      "availabilityZones must not repeat 'eu-central-1a'",
    ],
    [
      { availabilityZones: ['eu-central-1a'] },
      'availabilityZones must name two Availability Zones',
    ],
    [{ availabilityZones: 'eu-central-1a' }, 'availabilityZones must name two Availability Zones'],
    [
      { certificate: { publicHostedZoneId: 'orders.example.com' } },
      "certificate.publicHostedZoneId must be a zone ID (Z…), got 'orders.example.com'",
    ],
    [
      { certificate: { certificateArn: 'arn:aws:iam::111111111111:server-certificate/a' } },
      "certificate.certificateArn must be an ACM certificate of account 111111111111 in eu-central-1, got 'arn:aws:iam::111111111111:server-certificate/a'",
    ],
    [
      { certificate: { certificatArn: 'arn' } },
      "certificate must be { certificateArn } or { publicHostedZoneId }, got { certificatArn: 'arn' }",
    ],
    [
      { certificate: { publicHostedZoneId: 'Z1', certificateArn: 'arn' } },
      "certificate must be { certificateArn } or { publicHostedZoneId }, got { publicHostedZoneId: 'Z1', certificateArn: 'arn' }",
    ],
    [
      { alarmTopicArn: 'arn:aws:sns:eu-central-1:999999999999:alarms' },
      "alarmTopicArn must be an SNS topic of account 111111111111 in eu-central-1, got 'arn:aws:sns:eu-central-1:999999999999:alarms'",
    ],
    [{ protect: 'yes' }, "protect must be true or false, got 'yes'"],
    [{ owners: 'me' }, "owners must be a list, got 'me'"],
    [{ owners: [1] }, 'owners.0 must be a string, got 1'],
    [{ bootstrap: true }, 'bootstrap must be an object, got true'],
    [
      { bootstrap: { executionPolicies: [], trustedAccounts: ['12'] } },
      "bootstrap.trustedAccounts.0 must be twelve digits, got '12'",
    ],
  ])('include one: %#, %p', (change, message) => {
    expect(problems(change)).toEqual([message]);
  });

  it.each([
    ['10.0.0.0', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.256/16', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.0/33', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.0/16 ', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.0/8', 'must be between /16 and /18, so that the subnets fit'],
    ['10.0.0.0/19', 'must be between /16 and /18, so that the subnets fit'],
    ['10.0.1.0/16', 'must be the first address of its range'],
    ['10.1.64.1/18', 'must be the first address of its range'],
  ])('include the range %j', (vpcCidr, message) => {
    expect(problems({ vpcCidr })).toEqual([`vpcCidr ${message}, got '${vpcCidr}'`]);
  });

  it.each(['10.0.0.0/16', '10.1.128.0/17', '10.1.64.0/18'])('do not include %s', (vpcCidr) => {
    expect(problems({ vpcCidr })).toEqual([]);
  });

  it.each([
    `arn:aws:acm:us-east-1:111111111111:certificate/${CERTIFICATE_ID}`,
    `arn:aws:acm:eu-central-1:222222222222:certificate/${CERTIFICATE_ID}`,
    'arn:aws:acm:eu-central-1:111111111111:certificate/1',
  ])('include the certificate %s', (certificateArn) => {
    expect(problems({ certificate: { certificateArn } })).toEqual([
      `certificate.certificateArn must be an ACM certificate of account 111111111111 in eu-central-1, got '${certificateArn}'`,
    ]);
  });

  it('are reported at once', () => {
    expect(problems({ account: '12', domain: 'Orders', protect: 'no', sign: 'shop' })).toEqual([
      "account must be twelve digits, got '12'",
      "domain must be a lower-case DNS domain, got 'Orders'",
      "protect must be true or false, got 'no'",
      "sign must be a name, got 'shop'",
    ]);
  });
});

describe('unknown keys of a stage', () => {
  it('are reported, with the known ones', () => {
    expect(problems({ flowLog: true, canary: true })).toEqual(
      ['flowLog', 'canary'].map(
        (key) =>
          `${key} is unknown: the known keys are account, region, bootstrap, availabilityZones, domain, certificate, vpcCidr, protect, flowLogs, sourceMaps, alarmTopicArn, tags, sign, owners`,
      ),
    );
    expect(problems({ bootstrap: { executionPolicies: [], trusted: [] } })).toEqual([
      'bootstrap.trusted is unknown: the known keys are trustedAccounts, executionPolicies, permissionsBoundary',
    ]);
  });

  it('are reported even if every object has them', () => {
    expect(problems({ constructor: '<name>' })).toEqual([
      expect.stringMatching(/^constructor is unknown: /),
    ]);
  });

  it('are reported together with missing ones, since one may be misspelt', () => {
    expect(messages({ ...without('protect'), protected: true })).toEqual([
      'protect is missing',
      expect.stringMatching(/^protected is unknown: /),
    ]);
  });

  it('do not affect the check of account and Region', () => {
    expect(problemsOf({ ...goodStage, flowLog: true, sign: '<sign>' }, stageEnvironment)).toEqual(
      [],
    );
    expect(problemsOf({ ...goodStage, bootstrap: {} }, bootstrapStage)).toEqual([
      { key: 'bootstrap.executionPolicies', problem: 'is missing' },
    ]);
  });
});

describe('placeholders', () => {
  it('are reported alone, all at once', () => {
    expect(
      problems({
        account: '<account id>',
        domain: '',
        certificate: { certificateArn: '<ARN>' },
        owners: ['me', '<another>', null],
        vpcCidr: 'not a range',
        sign: undefined,
        protect: null,
      }),
    ).toEqual([
      'sign is missing',
      'account is still the placeholder <account id>',
      'domain is missing',
      'certificate.certificateArn is still the placeholder <ARN>',
      'protect is missing',
      'owners.1 is still the placeholder <another>',
      'owners.2 is missing',
    ]);
  });

  it.each(['account', 'certificate', 'protect', 'sign', 'vpcCidr'] as const)(
    'are reported as missing keys, such as %s',
    (key) => {
      expect(messages(without(key))).toEqual([`${key} is missing`]);
    },
  );
});
