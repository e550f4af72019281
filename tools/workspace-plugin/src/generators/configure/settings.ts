/** Validates the options, and collects the changes that they cause. */
import { isDeepStrictEqual } from 'node:util';
import {
  ACCOUNT,
  DOMAIN,
  FULL_SECRET_ARN,
  HOSTED_ZONE_ID,
  POLICY_NAME,
  PREFIX_LIST_ID,
  PRINCIPAL_ARN,
  PRIVATE_DOMAIN_NAME_ARN,
  certificateArn,
  deployedStageNames,
  topicArn,
} from '@cross-account/stages';
import type { DeployedStageName } from '@cross-account/stages';
import type { Edits } from './edits';
import { CONSUMER } from '../../stage/placeholders';
import { appValues, stageValues } from './options';
import type { AppValue, ConfigureOptions, Problems } from './options';
import {
  consumerPlace,
  consumerRow,
  platformPlace,
  servicePlatformPlace,
  stageOf,
  stagePlace,
} from './places';
import type { Place } from './places';
import { dynamoDbPrefixList, isRegion, prefixListAdvice } from './regions';

/** The inputs of one run. */
export interface Settings {
  readonly options: ConfigureOptions;
  readonly edits: Edits;
  readonly problems: Problems;
  /** The consumer, then the services. */
  readonly apps: readonly string[];
}

/** Domain names may have 253 characters, of which 32 are for a service's label and a dot. */
const LONGEST_DOMAIN = 253 - 32;

/** Sets the domains, which must differ between stages. */
export function setDomains({ options, edits, problems }: Settings): void {
  const values = stageValues('domain', options.domain, problems, (value, stage) =>
    stage === 'prod' ? value : `${stage}.${value}`,
  );
  for (const { stage, value } of values) {
    const expected = 'a lower-case DNS domain that you own, such as orders.acme.com';
    if (!problems.expect(value, DOMAIN, 'domain', expected)) continue;
    if (value.length > LONGEST_DOMAIN) {
      problems.add(`--domain must have at most ${LONGEST_DOMAIN} characters, got '${value}'`);
    }
    set(edits, platformPlace(stage, 'domain'), value);
  }
  if (values.length > 0) refuseSharedDomains(edits, problems);
}

function refuseSharedDomains(edits: Edits, problems: Problems): void {
  const all = deployedStageNames.map((stage) => read(edits, platformPlace(stage, 'domain')));
  for (const domain of new Set(all.filter((one, index) => all.indexOf(one) !== index))) {
    const stages = deployedStageNames.filter((_stage, index) => all[index] === domain);
    problems.add(
      `--domain must differ between ${stages.join(' and ')}, got '${String(domain)}' for each`,
    );
  }
}

/** Sets the Regions, and the prefix lists of DynamoDB in them. */
export function setRegions({ options, edits, problems }: Settings): void {
  const option = 'dynamoDbPrefixList';
  const prefixLists = stageValues(option, options.dynamoDbPrefixList, problems);
  for (const { stage, value } of stageValues('region', options.region, problems)) {
    if (!isRegion(value)) {
      problems.add(`--region must be an AWS Region, such as eu-central-1, got '${value}'`);
      continue;
    }
    const isChanged = read(edits, platformPlace(stage, 'region')) !== value;
    set(edits, platformPlace(stage, 'region'), value);
    if (!isChanged || prefixLists.some((one) => one.stage === stage)) continue;
    const known = dynamoDbPrefixList(value);
    if (known === undefined) problems.add(prefixListAdvice(value));
    else set(edits, servicePlatformPlace(stage, 'dynamoDbPrefixListId'), known);
  }
  for (const { stage, value } of prefixLists) {
    if (!problems.expect(value, PREFIX_LIST_ID, option, 'the ID of a prefix list (pl-…)')) continue;
    set(edits, servicePlatformPlace(stage, 'dynamoDbPrefixListId'), value);
  }
}

/** Sets the accounts: in the app's stage, and for a service also in the consumer's list. */
export function setAccounts({ options, edits, problems, apps }: Settings): void {
  const values = appValues('accounts', options.accounts, apps, problems);
  for (const { stage, app, value } of values) {
    const option = `accounts: ${stage}.${app}`;
    if (!problems.expect(value, ACCOUNT, option, 'twelve digits')) continue;
    set(edits, stagePlace(app, stage, 'account'), value);
    if (app !== CONSUMER) set(edits, consumerPlace(app, stage, 'account'), value);
    else setConsumerAccounts({ edits, apps }, stage, value);
  }
  if (options.sharedAccounts !== true) refuseSharing(values, { options, edits, problems, apps });
}

/** Sets the consumer's account in services that share private domain names with it. */
function setConsumerAccounts(
  { edits, apps }: Pick<Settings, 'edits' | 'apps'>,
  stage: DeployedStageName,
  account: string,
): void {
  for (const app of apps) {
    const place = stagePlace(app, stage, 'consumerAccount');
    if (edits.has(place.path, ...place.steps)) set(edits, place, account);
  }
}

function refuseSharing(values: readonly AppValue[], { edits, problems, apps }: Settings): void {
  const all = deployedStageNames.flatMap((stage) =>
    apps.map((app) => {
      return { name: `${stage}.${app}`, account: read(edits, stagePlace(app, stage, 'account')) };
    }),
  );
  for (const account of new Set(values.map(({ value }) => value))) {
    const names = all.filter((one) => one.account === account).map(({ name }) => name);
    if (names.length < 2) continue;
    problems.add(
      `--accounts: ${names.join(', ')} would share ${account}; if that is intended, add --sharedAccounts`,
    );
  }
}

/**
 * Sets the certificates: an ARN in the app's account and Region, or a public hosted zone for DNS validation.
 */
export function setCertificates({ options, edits, problems, apps }: Settings): void {
  for (const { stage, app, value } of appValues(
    'certificates',
    options.certificates,
    apps,
    problems,
  )) {
    const { path, steps } = stagePlace(app, stage, 'certificate');
    if (HOSTED_ZONE_ID.test(value)) {
      edits.setObject(path, steps, 'publicHostedZoneId', value);
      continue;
    }
    const account = read(edits, stagePlace(app, stage, 'account')) ?? '';
    const region = read(edits, platformPlace(stage, 'region')) ?? '';
    const expected = ACCOUNT.test(account)
      ? `the ID of a hosted zone (Z…), or the ARN of an ACM certificate of account ${account} in ${region}`
      : `set together with the account of ${stage}.${app}`;
    const form = certificateArn(ACCOUNT.test(account) ? account : 'unknown', region);
    const option = `certificates: ${stage}.${app}`;
    if (problems.expect(value, form, option, expected)) {
      edits.setObject(path, steps, 'certificateArn', value);
    }
  }
  rejectSharedZones({ options, edits, problems, apps });
}

/**
 * Rejects one hosted zone for several accounts: a stack validates its certificate in a zone of its own
 * account.
 */
function rejectSharedZones({ edits, problems, apps }: Settings): void {
  const all = deployedStageNames.flatMap((stage) =>
    apps.map((app) => {
      const { path, steps } = stagePlace(app, stage, 'certificate');
      const zone = edits.read(path, ...steps, 'publicHostedZoneId');
      return {
        name: `${stage}.${app}`,
        zone,
        account: read(edits, stagePlace(app, stage, 'account')),
      };
    }),
  );
  for (const { name, zone, account } of all) {
    const [first] = all.filter((one) => zone !== undefined && one.zone === zone);
    if (first === undefined || first.account === account) continue;
    problems.add(
      `--certificates: ${first.name} and ${name} have the same zone ${String(zone)}, but different accounts: ` +
        `the consumer's zone is <domain>, a service's zone is <service>.<domain>, delegated from there`,
    );
  }
}

/** Sets the topics that alarms notify, which must be in the app's account and Region. */
export function setAlarmTopics({ options, edits, problems, apps }: Settings): void {
  for (const { stage, app, value } of appValues(
    'alarmTopics',
    options.alarmTopics,
    apps,
    problems,
  )) {
    const option = `alarmTopics: ${stage}.${app}`;
    const account = read(edits, stagePlace(app, stage, 'account')) ?? '';
    const region = read(edits, platformPlace(stage, 'region')) ?? '';
    const form = topicArn(ACCOUNT.test(account) ? account : 'unknown', region);
    const expected = ACCOUNT.test(account)
      ? `the ARN of an SNS topic of account ${account} in ${region}`
      : `set together with the account of ${stage}.${app}`;
    const { path, steps } = stageOf(app, stage);
    if (problems.expect(value, form, option, expected)) {
      edits.setProperty(path, steps, 'alarmTopicArn', value);
    }
  }
}

/** Sets the principals that deploy the services, and so read the endpoint's ID. */
export function setDeployers({ options, edits, problems, apps }: Settings): void {
  const services = apps.filter((app) => app !== CONSUMER);
  for (const { stage, app, value } of appValues(
    'deployers',
    options.deployers,
    services,
    problems,
  )) {
    const expected = 'the ARN of an IAM role, user or account root, not of a session';
    if (problems.expect(value, PRINCIPAL_ARN, `deployers: ${stage}.${app}`, expected)) {
      set(edits, consumerPlace(app, stage, 'deployer'), value);
    }
  }
}

/** Sets the secret in which the deployed consumer publishes its endpoint's ID. */
export function setEndpointSecrets({ options, edits, problems }: Settings): void {
  for (const { stage, value } of stageValues('endpointSecret', options.endpointSecret, problems)) {
    const region = read(edits, platformPlace(stage, 'region'));
    const expected = `a full secret ARN of ${String(region)} with its six-character suffix`;
    if (FULL_SECRET_ARN.exec(value)?.[1] === region) {
      set(edits, servicePlatformPlace(stage, 'vpcEndpointIdSecretArn'), value);
    } else problems.add(`--endpointSecret must be ${expected}, got '${value}'`);
  }
}

/** Sets the private domain names of deployed services, which the consumer's endpoint is associated with. */
export function setDomainNames({ options, edits, problems, apps }: Settings): void {
  const services = apps.filter((app) => app !== CONSUMER);
  for (const { stage, app, value } of appValues(
    'domainNames',
    options.domainNames,
    services,
    problems,
  )) {
    const region = read(edits, platformPlace(stage, 'region')) ?? '';
    const account = read(edits, stagePlace(app, stage, 'account')) ?? '';
    const host = `${app}.${read(edits, platformPlace(stage, 'domain')) ?? ''}`;
    const [, ...actual] = PRIVATE_DOMAIN_NAME_ARN.exec(value) ?? [];
    if (isDeepStrictEqual(actual, [region, account, host])) {
      const { path, steps } = consumerRow(app, stage);
      edits.setProperty(path, steps, 'domainNameArn', value);
    } else {
      problems.add(
        `--domainNames: ${stage}.${app} must be the ARN of the private custom domain name ${host} in account ${account} and ${region}, got '${value}'`,
      );
    }
  }
}

/** Sets the permissions boundary of the roles in each stack of a stage, and of CDK's execution role. */
export function setPermissionsBoundaries({ options, edits, problems, apps }: Settings): void {
  const option = 'permissionsBoundary';
  for (const { stage, value } of stageValues(option, options.permissionsBoundary, problems)) {
    if (!problems.expect(value, POLICY_NAME, option, 'the name of a policy, not its ARN')) continue;
    for (const app of apps) {
      const { path, steps } = stagePlace(app, stage, 'bootstrap');
      if (edits.has(path, ...steps)) edits.setProperty(path, steps, option, value);
      else problems.add(`--${option} has no bootstrap of ${stage} in ${path}: add it there first`);
    }
  }
}

function set(edits: Edits, { path, steps }: Place, value: string): void {
  edits.set(path, steps, value);
}

function read(edits: Edits, { path, steps }: Place): string | undefined {
  return edits.read(path, ...steps);
}
