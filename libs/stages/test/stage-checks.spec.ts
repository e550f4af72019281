import type { ConsumerStage, ServiceStage } from '../src/stage';
import { consumerStageChecks, problemsOf, serviceStageChecks } from '../src/stage-checks';
import { exampleConsumerStage, exampleServiceStage } from '../src/example-stages';

const CERTIFICATE_ID = '12345678-1234-4234-8234-123456789012';

const base = {
  account: '111111111111',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: {
    certificateArn: `arn:aws:acm:eu-central-1:111111111111:certificate/${CERTIFICATE_ID}`,
  },
  vpcCidr: '192.168.0.0/16',
  protect: false,
};

const consumer: ConsumerStage = {
  ...base,
  services: [{ name: 'food', account: '222222222222', item: 'pizza' }],
  allowedServicePrincipalArns: ['arn:aws:iam::222222222222:role/ci/deploy'],
};

const service: ServiceStage = {
  ...base,
  dynamoDbPrefixListId: 'pl-66a5400f',
  shardCount: 1,
  vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
};

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:Shared-AbC123';

const said = <S extends ConsumerStage | ServiceStage>(problems: ReturnType<typeof problemsOf<S>>) =>
  problems.map(({ key, problem }) => `${key} ${problem}`);

const consumerProblems = (change: Partial<ConsumerStage>) =>
  said(problemsOf({ ...consumer, ...change }, consumerStageChecks));

/** Undefined takes a key away. */
const serviceProblems = (change: { [K in keyof ServiceStage]?: ServiceStage[K] | undefined }) => {
  const entries = Object.entries({ ...service, ...change }).filter(
    ([, value]) => value !== undefined,
  );
  return said(
    problemsOf(Object.fromEntries(entries) as unknown as ServiceStage, serviceStageChecks),
  );
};

describe('a stage', () => {
  it('is right as a consumer’s and as a service’s', () => {
    expect(consumerProblems({})).toEqual([]);
    expect(serviceProblems({})).toEqual([]);
  });

  it.each([
    ['10.0.0.0', 'must be an IPv4 range such as 10.0.0.0/16'],
    ['10.0.0.256/16', 'must be an IPv4 range'],
    ['10.0.0.0/33', 'must be an IPv4 range'],
    ['10.0.0.0/8', 'must be between /16 and /18, to hold the subnets'],
    ['10.0.0.0/19', 'must be between /16 and /18, to hold the subnets'],
    ['10.0.1.0/16', 'must start at the first address of its range'],
    ['10.0.0.0/16 ', 'must be an IPv4 range'],
  ])('refuses the consumer range %j', (vpcCidr, message) => {
    expect(consumerProblems({ vpcCidr })).toEqual(
      [`vpcCidr ${message}, got '${vpcCidr}'`].map(
        () => expect.stringContaining(message) as string,
      ),
    );
  });

  it('takes the smallest range that holds a service’s subnets, and none below', () => {
    expect(serviceProblems({ vpcCidr: '10.0.32.0/19' })).toEqual([]);
    expect(serviceProblems({ vpcCidr: '10.0.16.0/20' })).toHaveLength(1);
  });

  it.each<[Partial<ConsumerStage>, string]>([
    [{ account: '12' }, "account must be twelve digits, got '12'"],
    [{ region: 'Frankfurt' }, "region must be an AWS Region, got 'Frankfurt'"],
    [{ domain: 'Orders' }, "domain must be a lower-case DNS domain, got 'Orders'"],
    [{ domain: '-a.example.com' }, 'domain must be a lower-case DNS domain'],
    [
      { availabilityZones: ['eu-central-1a', 'eu-west-1b'] },
      'availabilityZones.1 must be a zone of eu-central-1',
    ],
    [
      { availabilityZones: ['eu-central-1a', 'eu-central-1a'] },
      "availabilityZones must not repeat 'eu-central-1a'",
    ],
    [
      { certificate: { publicHostedZoneId: 'orders.example.com' } },
      'certificate.publicHostedZoneId must be a zone ID (Z…)',
    ],
    [
      { alarmTopicArn: 'arn:aws:sns:eu-central-1:999999999999:alarms' },
      'alarmTopicArn must be an SNS topic of account 111111111111 in eu-central-1',
    ],
    [{ services: [] }, 'services must name at least one service'],
    [
      { services: [{ name: 'Food', account: '222222222222', item: 'pizza' }] },
      'services.0.name must be lower-case letters, digits and hyphens',
    ],
    [
      { services: [{ name: 'food', account: '2', item: 'pizza' }] },
      "services.0.account must be twelve digits, got '2'",
    ],
    [
      { services: [{ name: 'food', account: '222222222222', item: 'Pizza!' }] },
      'services.0.item must be an item',
    ],
    [{ services: [...consumer.services, ...consumer.services] }, "services must not repeat 'food'"],
    [{ allowedServicePrincipalArns: [] }, 'allowedServicePrincipalArns must name at least one'],
    [{ certificateAuthority: 'ca.pem' }, 'certificateAuthority must be a PEM certificate'],
  ])('refuses %j', (change, message) => {
    const problems = consumerProblems(change);
    expect(problems).toContainEqual(expect.stringContaining(message));
  });

  it.each([
    `arn:aws:acm:us-east-1:111111111111:certificate/${CERTIFICATE_ID}`,
    `arn:aws:acm:eu-central-1:222222222222:certificate/${CERTIFICATE_ID}`,
    'arn:aws:acm:eu-central-1:111111111111:certificate/1',
  ])('refuses the certificate %s', (certificateArn) => {
    expect(consumerProblems({ certificate: { certificateArn } })).toEqual([
      `certificate.certificateArn must be an ACM certificate of account 111111111111 in eu-central-1, got '${certificateArn}'`,
    ]);
  });

  it.each([
    '*',
    'arn:aws:iam::222222222222:role/',
    'arn:aws:iam::222222222222:role/*',
    'arn:aws:sts::222222222222:assumed-role/deploy/session',
    'arn:aws:iam::222222222222:group/deployers',
  ])('refuses %s as a reader of the endpoint’s ID', (arn) => {
    expect(consumerProblems({ allowedServicePrincipalArns: [arn] })).toEqual([
      `allowedServicePrincipalArns.0 must be the ARN of an IAM role, user or account root, got '${arn}'`,
    ]);
  });

  it.each([
    [{ dynamoDbPrefixListId: 'dynamodb' }, 'dynamoDbPrefixListId must be a prefix list ID (pl-…)'],
    [{ vpcEndpointId: 'vpce' }, 'vpcEndpointId must be a VPC endpoint ID (vpce-…)'],
    [{ vpcEndpointIdSecretArn: SECRET }, 'vpcEndpointId excludes vpcEndpointIdSecretArn'],
    [{ vpcEndpointId: undefined }, 'vpcEndpointIdSecretArn is missing, and vpcEndpointId is too'],
    [
      { vpcEndpointId: undefined, vpcEndpointIdSecretArn: SECRET.slice(0, -7) },
      'vpcEndpointIdSecretArn must be a full secret ARN with its six-character suffix',
    ],
    [
      { vpcEndpointId: undefined, vpcEndpointIdSecretArn: SECRET.replace('central', 'west') },
      'vpcEndpointIdSecretArn must be in eu-central-1',
    ],
  ])('refuses a service’s %j', (change, message) => {
    expect(serviceProblems(change)).toEqual([expect.stringContaining(message)]);
  });
});

describe('the example stages', () => {
  it.each(['dev', 'prod'] as const)('are complete: %s', (name) => {
    const open = { ...consumer, account: '<account>', domain: '<domain>' };
    expect(problemsOf(exampleConsumerStage(name, open), consumerStageChecks)).toEqual([]);
    const openService = { ...service, account: '<account>', vpcEndpointId: '<id>' };
    expect(problemsOf(exampleServiceStage(name, 'food', openService), serviceStageChecks)).toEqual(
      [],
    );
  });
});
