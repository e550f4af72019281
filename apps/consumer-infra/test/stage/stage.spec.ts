import { deployedStageNames, problemsOf } from '@cross-account/stages';
import { exampleConsumerStage } from '../../src/stage/examples';
import { consumerStage } from '../../src/stage/stage';
import type { ConsumerStage } from '../../src/stage/stage';
import { stages } from '../../src/stages';

const problems = (change: Readonly<Record<string, unknown>>) =>
  problemsOf({ ...stages.sandbox, ...change }, consumerStage).map(
    ({ key, problem }) => `${key} ${problem}`,
  );

const food = { name: 'food', account: '222222222222', item: 'pizza', priority: 1 };

const without = (stage: object, key: string) =>
  Object.fromEntries(Object.entries(stage).filter(([name]) => name !== key));

describe('a stage of the consumer', () => {
  it('is valid in the sandbox, and with its optional keys', () => {
    const certificateAuthority = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    expect(problems({ client: true, certificateAuthority })).toEqual([]);
    expect(problems({ services: [{ ...food, access: 'iam' }] })).toEqual([]);
  });

  it('needs a range for four subnets of /20', () => {
    expect(problems({ vpcCidr: '10.0.64.0/18' })).toEqual([]);
    expect(problems({ vpcCidr: '10.0.32.0/19' })).toEqual([
      "vpcCidr must be between /16 and /18, so that the subnets fit, got '10.0.32.0/19'",
    ]);
  });

  it('accepts further client networks', () => {
    const cidrs = ['10.0.0.0/8', '172.16.4.0/22', '192.167.255.255/32', '192.169.0.0/16'];
    const vpcIds = ['vpc-0a1b2c3d', 'vpc-0123456789abcdef0'];
    expect(problems({ clientNetworks: {} })).toEqual([]);
    expect(problems({ clientNetworks: { cidrs, vpcIds } })).toEqual([]);
  });

  const arnOf = (account: string, name: string, region = 'eu-central-1') =>
    `arn:aws:apigateway:${region}:${account}:/domainnames/${name}+a1b2c3`;
  const domainNameArn = arnOf('222222222222', 'food.orders.localhost');
  const named = { ...food, domainNameArn };

  it('accepts services with private domain names', () => {
    expect(problems({ domainMode: 'both', services: [named] })).toEqual([]);
    const switched = { ...named, domainMode: 'private' };
    expect(problems({ domainMode: 'both', services: [switched] })).toEqual([]);
    expect(problems({ domainMode: 'both' })).toEqual([]);
    expect(problems({ domainMode: 'private', services: [food] })).toEqual([]);
    const only = { ...stages.sandbox, domainMode: 'private', services: [named] };
    expect(problemsOf(without(only, 'certificate'), consumerStage)).toEqual([]);
  });

  it.each([
    [undefined, "of food only goes with domainMode 'private' or 'both' of the stage"],
    [
      '222222222222',
      'must be the ARN of a private custom domain name (…:/domainnames/<name>+<ID>)',
    ],
    [
      arnOf('333333333333', 'food.orders.localhost'),
      'of food must be that of food.orders.localhost in acc',
    ],
    [
      arnOf('222222222222', 'tea.orders.localhost'),
      'of food must be that of food.orders.localhost in acc',
    ],
    [
      arnOf('222222222222', 'food.orders.localhost', 'eu-west-1'),
      'of food must be that of food.orders.localhost in account 222222222222 and eu-central-1, got',
    ],
    [
      'arn:aws:apigateway:eu-central-1::/domainnames/food.orders.localhost',
      'must be the ARN of a private custom domain name',
    ],
  ])('rejects the private domain name %s', (arn, problem) => {
    const change =
      arn === undefined
        ? { services: [named] }
        : { domainMode: 'both', services: [{ ...food, domainNameArn: arn }] };
    expect(problems(change)).toEqual([
      expect.stringContaining(`services.0.domainNameArn ${problem}`),
    ]);
  });

  it.each([
    ['10.0.0.0', "must be an IPv4 range such as 10.0.0.0/16, got '10.0.0.0'"],
    ['fd00::/8', "must be an IPv4 range such as 10.0.0.0/16, got 'fd00::/8'"],
    ['0.0.0.0/0', "must be between /8 and /32, the range of a private network, got '0.0.0.0/0'"],
    ['10.1.2.3/16', "must be the first address of its range, got '10.1.2.3/16'"],
    [
      '192.168.7.0/24',
      "must be outside of the VPC's own range 192.168.0.0/16, got '192.168.7.0/24'",
    ],
    ['192.0.0.0/8', "must be outside of the VPC's own range 192.168.0.0/16, got '192.0.0.0/8'"],
  ])('rejects the client network %s', (cidr, problem) => {
    expect(problems({ clientNetworks: { cidrs: [cidr] } })).toEqual([
      `clientNetworks.cidrs.0 ${problem}`,
    ]);
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [
      { clientNetworks: { cidrs: ['10.0.0.0/16', '10.0.128.0/17'] } },
      "clientNetworks.cidrs.1 must be outside of 10.0.0.0/16, which is in the list, too, got '10.0.128.0/17'",
    ],
    [
      { clientNetworks: { cidrs: ['10.0.0.0/16', '10.0.0.0/16'] } },
      'clientNetworks.cidrs.1 must be outside of 10.0.0.0/16, which is in the list',
    ],
    [
      { clientNetworks: { vpcIds: ['vpc-shop'] } },
      "clientNetworks.vpcIds.0 must be the ID of a VPC, got 'vpc-shop'",
    ],
    [
      { clientNetworks: { vpcIds: Array(2).fill('vpc-0a1b2c3d') } },
      "clientNetworks.vpcIds must not repeat 'vpc-0a1b2c3d'",
    ],
    [
      { clientNetworks: { ranges: [] } },
      'clientNetworks.ranges is unknown: the known keys are cidrs, vpcIds',
    ],
    [
      { clientNetworks: { cidrs: ['<range of the office>'] } },
      'clientNetworks.cidrs.0 is still the placeholder <range of the office>',
    ],
    [{ services: [] }, 'services must name at least one service'],
    [
      { services: [{ ...food, name: 'Food' }] },
      "services.0.name must be lower-case letters, digits and inner hyphens, starting with a letter, got 'Food'",
    ],
    [
      { services: [{ ...food, account: '2' }] },
      "services.0.account must be twelve digits, got '2'",
    ],
    [{ services: [{ ...food, item: 'Pizza!' }] }, 'services.0.item must be an item of the service'],
    [{ services: [{ ...food, deployer: 'ci' }] }, 'services.0.deployer is unknown'],
    [
      { services: [{ ...food, access: 'sigv4' }] },
      "services.0.access must be 'endpoint' or 'iam', got 'sigv4'",
    ],
    [{ services: [food, { ...food, priority: 2 }] }, "services must not repeat 'food'"],
    [
      { services: [{ ...food, priority: 0 }] },
      'services.0.priority must be a whole number between',
    ],
    [
      { services: [food, { ...food, name: 'beverage' }] },
      'services.1.priority of beverage must be unique, got 1, which food has',
    ],
    [{ services: undefined }, 'services is missing'],
    [{ certificate: undefined }, 'certificate is missing'],
    [
      { services: [{ ...food, domainMode: 'private' }] },
      "services.0.domainMode of food must not be 'private' without its domainNameArn",
    ],
    [
      { domainMode: 'private', services: [{ ...food, domainMode: 'regional' }] },
      "services.0.domainMode of food must not be 'regional' where domainMode of the stage is 'private'",
    ],
    [
      { services: [{ ...food, domainMode: 'both' }] },
      "services.0.domainMode must be 'regional' or 'private', got 'both'",
    ],
    [{ domainMode: 'public' }, "domainMode must be 'regional', 'private' or 'both', got 'public'"],
    [{ allowedServicePrincipalArns: [] }, 'allowedServicePrincipalArns must name at least one'],
    [
      { allowedServicePrincipalArns: Array(2).fill('arn:aws:iam::222222222222:root') },
      "allowedServicePrincipalArns must not repeat 'arn:aws:iam::222222222222:root'",
    ],
    [{ certificateAuthority: 'ca.pem' }, 'certificateAuthority must be a PEM certificate'],
    [{ protect: true }, 'alarmTopicArn is missing: a protected stage needs an SNS topic'],
    [{ clients: true }, 'clients is unknown'],
  ])('rejects %j', (change, message) => {
    expect(problems(change)).toEqual([expect.stringContaining(message)]);
  });

  it('rejects a certificate authority that is too long for an environment variable', () => {
    const certificateAuthority = `-----BEGIN CERTIFICATE-----${'A'.repeat(3_000)}`;
    expect(problems({ certificateAuthority })).toEqual([
      'certificateAuthority must be a PEM certificate of at most 3000 characters',
    ]);
  });

  it.each([
    '*',
    'arn:aws:iam::222222222222:role/',
    'arn:aws:iam::222222222222:role/*',
    'arn:aws:sts::222222222222:assumed-role/deploy/session',
    'arn:aws:iam::222222222222:group/deployers',
  ])('rejects %s as a reader of the endpoint’s ID', (arn) => {
    expect(problems({ allowedServicePrincipalArns: [arn] })).toEqual([
      `allowedServicePrincipalArns.0 must be the ARN of an IAM role, user or account root, got '${arn}'`,
    ]);
  });
});

describe('the example stages of the consumer', () => {
  it.each(deployedStageNames)('are complete, and otherwise equal to the app’s own: %s', (name) => {
    const example = exampleConsumerStage(name, stages[name]);
    expect(problemsOf(example, consumerStage)).toEqual([]);
    const own: ConsumerStage = stages[name];
    expect(example).toMatchObject({ protect: own.protect, bootstrap: own.bootstrap });
    expect(example.services.map(({ item }) => item)).toEqual(own.services.map(({ item }) => item));
  });
});
