import type { BaseStage, ConsumedService, ConsumerStage, ServiceStage } from './stage';
import {
  ACCOUNT,
  DOMAIN,
  ENDPOINT_ID,
  FULL_SECRET_ARN,
  HOSTED_ZONE_ID,
  PREFIX_LIST_ID,
  PRINCIPAL_ARN,
  certificateArn,
  expect,
  expectCidr,
  expectForm,
  expectUnique,
  topicArn,
} from './stage-formats';
import type { StageProblem, StageProblems } from './stage-formats';

/** What a kind of stage has to be, beyond its type. */
export interface StageChecks<S> {
  /** Keys that it can't do without; a cast or plain JavaScript may leave them out all the same. */
  readonly required: readonly (keyof S & string)[];
  /** What is wrong with the values, once they are all there. */
  readonly find: (stage: S) => StageProblems;
}

const PLACEHOLDER = /<[^>]*>/;

/** The consumer has four subnets of /20, a service two. */
const CONSUMER_PREFIX = 18;
const SERVICE_PREFIX = 19;

/** Every value that nobody has filled in yet: a placeholder, or nothing at all. */
function openValues(value: unknown, key: string): StageProblem[] {
  if (value === undefined || value === null || value === '')
    return [{ key, problem: 'is missing' }];
  if (typeof value === 'string') {
    return PLACEHOLDER.test(value) ? [{ key, problem: `is still the placeholder ${value}` }] : [];
  }
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) =>
    openValues(child, key === '' ? name : `${key}.${name}`),
  );
}

/** Where a stage is: all that it needs before anything is deployed. */
export type StageEnvironment = Pick<BaseStage, 'account' | 'region'>;

export const environmentChecks: StageChecks<StageEnvironment> = {
  required: ['account', 'region'],
  find: ({ account, region }) => [
    ...expectForm('account', account, ACCOUNT, 'twelve digits'),
    ...expectForm('region', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS Region'),
  ],
};

const COMMON_KEYS = ['account', 'region', 'domain', 'certificate', 'vpcCidr', 'protect'] as const;

function commonChecks(stage: BaseStage, smallestPrefix: number): StageProblems {
  return [
    ...environmentChecks.find(stage),
    ...zoneChecks(stage),
    ...expectForm('domain', stage.domain, DOMAIN, 'a lower-case DNS domain'),
    ...expectCidr('vpcCidr', stage.vpcCidr, smallestPrefix),
    ...certificateChecks(stage),
    ...(stage.alarmTopicArn === undefined
      ? []
      : expectForm(
          'alarmTopicArn',
          stage.alarmTopicArn,
          topicArn(stage.account, stage.region),
          `an SNS topic of account ${stage.account} in ${stage.region}`,
        )),
  ];
}

function zoneChecks({ availabilityZones: zones, region }: BaseStage): StageProblems {
  if (zones === undefined) return [];
  return [
    ...zones.flatMap((zone, index) =>
      expectForm(
        `availabilityZones.${index}`,
        zone,
        new RegExp(`^${region}[a-z]$`),
        `a zone of ${region}`,
      ),
    ),
    ...expectUnique('availabilityZones', zones),
  ];
}

function certificateChecks({ certificate, account, region }: BaseStage): StageProblems {
  if ('publicHostedZoneId' in certificate) {
    const key = 'certificate.publicHostedZoneId';
    return expectForm(key, certificate.publicHostedZoneId, HOSTED_ZONE_ID, 'a zone ID (Z…)');
  }
  return expectForm(
    'certificate.certificateArn',
    certificate.certificateArn,
    certificateArn(account, region),
    `an ACM certificate of account ${account} in ${region}`,
  );
}

function consumedServiceChecks(services: readonly ConsumedService[]): StageProblems {
  return [
    ...expect(services.length > 0, 'services', 'must name at least one service'),
    ...services.flatMap(({ name, account, item }, index) => [
      ...expectForm(
        `services.${index}.name`,
        name,
        /^[a-z][a-z0-9-]{1,30}$/,
        'lower-case letters, digits and hyphens, starting with a letter',
      ),
      ...expectForm(`services.${index}.account`, account, ACCOUNT, 'twelve digits'),
      ...expectForm(
        `services.${index}.item`,
        item,
        /^[a-z][a-z0-9-]{0,62}$/,
        'an item of the service’s menu',
      ),
    ]),
    ...expectUnique(
      'services',
      services.map(({ name }) => name),
    ),
  ];
}

/** Environment variables of a function hold 4 KB, and the services are told there too. */
const LONGEST_AUTHORITY = 3_000;

/** What must hold for a consumer stage beyond its types. */
export const consumerStageChecks: StageChecks<ConsumerStage> = {
  required: [...COMMON_KEYS, 'services', 'allowedServicePrincipalArns'],
  find: (stage) => [
    ...commonChecks(stage, CONSUMER_PREFIX),
    ...consumedServiceChecks(stage.services),
    ...readerChecks(stage.allowedServicePrincipalArns),
    ...authorityChecks(stage),
  ],
};

function readerChecks(arns: readonly string[]): StageProblems {
  const key = 'allowedServicePrincipalArns';
  return [
    ...expect(arns.length > 0, key, 'must name at least one principal'),
    ...arns.flatMap((arn, index) =>
      expectForm(
        `${key}.${index}`,
        arn,
        PRINCIPAL_ARN,
        'the ARN of an IAM role, user or account root',
      ),
    ),
    ...expectUnique(key, arns),
  ];
}

function authorityChecks({ certificateAuthority: pem }: ConsumerStage): StageProblems {
  if (pem === undefined) return [];
  return expect(
    pem.trimStart().startsWith('-----BEGIN CERTIFICATE-----') && pem.length <= LONGEST_AUTHORITY,
    'certificateAuthority',
    `must be a PEM certificate of at most ${LONGEST_AUTHORITY} characters`,
  );
}

/**
 * Where a service stage gets the endpoint's ID from: exactly one of two keys. The secret is in the
 * stage's own Region, since an endpoint lets in through APIs of its Region only.
 */
export function endpointSourceProblems({
  vpcEndpointId,
  vpcEndpointIdSecretArn: secretArn,
  region,
}: ServiceStage): StageProblems {
  if (vpcEndpointId !== undefined) {
    return [
      ...expect(secretArn === undefined, 'vpcEndpointId', 'excludes vpcEndpointIdSecretArn'),
      ...expectForm('vpcEndpointId', vpcEndpointId, ENDPOINT_ID, 'a VPC endpoint ID (vpce-…)'),
    ];
  }
  const key = 'vpcEndpointIdSecretArn';
  if (secretArn === undefined) {
    return [{ key, problem: 'is missing, and vpcEndpointId is too: name one of them' }];
  }
  const secretRegion = FULL_SECRET_ARN.exec(secretArn)?.[1];
  if (secretRegion === undefined) {
    const problem = `must be a full secret ARN with its six-character suffix, got '${secretArn}'`;
    return [{ key, problem }];
  }
  return expect(secretRegion === region, key, `must be in ${region}, got '${secretArn}'`);
}

/** What must hold for a service stage beyond its types. */
export const serviceStageChecks: StageChecks<ServiceStage> = {
  required: [...COMMON_KEYS, 'dynamoDbPrefixListId', 'shardCount'],
  find: (stage) => [
    ...commonChecks(stage, SERVICE_PREFIX),
    ...expectForm(
      'dynamoDbPrefixListId',
      stage.dynamoDbPrefixListId,
      PREFIX_LIST_ID,
      'a prefix list ID (pl-…)',
    ),
    ...endpointSourceProblems(stage),
  ],
};

/** All that is wrong with `stage`. Open values come alone, since they break the other checks. */
export function problemsOf<S extends StageEnvironment>(
  stage: S,
  { required, find }: StageChecks<S>,
): StageProblems {
  const missing = required
    .filter((key) => !(key in stage))
    .map((key) => ({ key, problem: 'is missing' }));
  const open = [...missing, ...openValues(stage, '')];
  return open.length > 0 ? open : find(stage);
}
