import type { BaseStage, ConsumerStage, ServiceStage } from './stage';

/** One thing that is wrong with a stage: the key, and what is the matter with its value. */
export interface StageProblem {
  readonly key: string;
  readonly problem: string;
}

/** Finds what is wrong with a stage. */
export type StageCheck<S> = (stage: S) => readonly StageProblem[];

const PLACEHOLDER = /^<.*>$/;

function placeholdersIn(value: unknown, key: string): StageProblem[] {
  if (typeof value === 'string') {
    return PLACEHOLDER.test(value) ? [{ key, problem: `is still the placeholder ${value}` }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    placeholdersIn(child, key === '' ? name : `${key}.${name}`),
  );
}

function expectMatch(
  key: string,
  value: string,
  form: RegExp,
  expected: string,
): readonly StageProblem[] {
  return form.test(value) ? [] : [{ key, problem: `must be ${expected}, got '${value}'` }];
}

const commonChecks: StageCheck<BaseStage> = (stage) => [
  ...expectMatch('account', stage.account, /^\d{12}$/, 'twelve digits'),
  ...expectMatch('region', stage.region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS Region'),
  ...expectMatch('domain', stage.domain, /^([a-z0-9-]+\.)+[a-z]{2,}$/, 'a lower-case DNS domain'),
  ...expectMatch('vpcCidr', stage.vpcCidr, /^(\d{1,3}\.){3}\d{1,3}\/\d{2}$/, 'an IPv4 range'),
  ...('certificateArn' in stage.certificate
    ? expectMatch(
        'certificate.certificateArn',
        stage.certificate.certificateArn,
        new RegExp(`^arn:aws[a-z-]*:acm:${stage.region}:${stage.account}:certificate/.+`),
        `an ACM certificate of account ${stage.account} in ${stage.region}`,
      )
    : []),
];

const PRINCIPAL_ARN = /^arn:aws[a-z-]*:iam::\d{12}:(root|role\/.+|user\/.+)$/;

/** What must hold for a consumer stage beyond its types. */
export const consumerStageChecks: StageCheck<ConsumerStage> = (stage) => [
  ...commonChecks(stage),
  ...(stage.services.length > 0
    ? []
    : [{ key: 'services', problem: 'must name at least one service' }]),
  ...(stage.allowedServicePrincipalArns.length > 0
    ? []
    : [{ key: 'allowedServicePrincipalArns', problem: 'must name at least one principal' }]),
  ...stage.allowedServicePrincipalArns.flatMap((arn, index) =>
    expectMatch(
      `allowedServicePrincipalArns.${index}`,
      arn,
      PRINCIPAL_ARN,
      'the ARN of an IAM role, user or account root',
    ),
  ),
];

/** What must hold for a service stage beyond its types. */
export const serviceStageChecks: StageCheck<ServiceStage> = (stage) => [
  ...commonChecks(stage),
  ...expectMatch(
    'dynamoDbPrefixListId',
    stage.dynamoDbPrefixListId,
    /^pl-[0-9a-f]{8,17}$/,
    'a prefix list ID (pl-…)',
  ),
];

/** The first thing that is wrong with `stage`; placeholders first, since they break other checks. */
export function firstProblem<S>(stage: S, check: StageCheck<S>): StageProblem | undefined {
  return placeholdersIn(stage, '')[0] ?? check(stage)[0];
}
