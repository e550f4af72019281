/** Finds missing and contradicting values of stages. */
import { FULL_SECRET_ARN, certificateArn, deployedStageNames } from '@cross-account/stages';
import type { DeployedStageName } from '@cross-account/stages';
import { consumerList } from '../../service-app/listed-services';
import { CONSUMER } from '../../stage/placeholders';
import type { Edits } from './edits';
import {
  PLATFORM_FILE,
  SERVICE_PLATFORM_FILE,
  consumerPlace,
  platformPlace,
  servicePlatformPlace,
  stagePlace,
  stagesFileOf,
} from './places';

const PLACEHOLDER = /<[^>]*>/;

/** Returns a line for each value that is still a placeholder, or that contradicts another one. */
export function openValues(edits: Edits, apps: readonly string[]): readonly string[] {
  return [
    ...placeholders(edits, apps),
    ...deployedStageNames.flatMap((stage) => [
      ...misplacedSecret(edits, stage),
      ...apps.flatMap((app) => contradictions(edits, stage, app)),
      ...apps.flatMap((app) => otherConsumer(edits, stage, app)),
    ]),
  ];
}

function placeholders(edits: Edits, apps: readonly string[]): readonly string[] {
  const places = [
    [PLATFORM_FILE, 'platform'],
    [SERVICE_PLATFORM_FILE, 'servicePlatform'],
    ...apps.map((app) => [stagesFileOf(app), 'stages'] as const),
    [consumerList.path, 'services'],
  ] as const;
  return places.flatMap(([path, variable]) =>
    edits
      .readAll(path, variable)
      .filter(([, value]) => PLACEHOLDER.test(value))
      .map(([key, value]) => `${path}  ${key}: ${value}`),
  );
}

function misplacedSecret(edits: Edits, stage: DeployedStageName): readonly string[] {
  const { path, steps } = servicePlatformPlace(stage, 'vpcEndpointIdSecretArn');
  const secret = edits.read(path, ...steps) ?? '';
  const region = regionOf(edits, stage);
  const found = FULL_SECRET_ARN.exec(secret)?.[1];
  if (found === undefined || found === region) return [];
  return [`${path}  ${stage}.vpcEndpointIdSecretArn: is in ${found} instead of ${String(region)}`];
}

function regionOf(edits: Edits, stage: DeployedStageName): string | undefined {
  const { path, steps } = platformPlace(stage, 'region');
  return edits.read(path, ...steps);
}

function contradictions(edits: Edits, stage: DeployedStageName, app: string): readonly string[] {
  const { path, steps } = stagePlace(app, stage, 'account');
  const account = edits.read(path, ...steps) ?? '';
  const certificate =
    edits.read(path, 'stages', stage, 'certificate', 'certificateArn') ?? '<another source>';
  const region = regionOf(edits, stage) ?? '';
  const open = [account, certificate].some((value) => PLACEHOLDER.test(value));
  const lines: string[] = [];
  if (!open && !certificateArn(account, region).test(certificate)) {
    lines.push(`${path}  ${stage}.certificate: is not of account ${account} in ${region}`);
  }
  if (app === CONSUMER) return lines;
  const consumer = consumerPlace(app, stage, 'account');
  const expected = edits.read(consumer.path, ...consumer.steps);
  if (expected !== account && !PLACEHOLDER.test(account)) {
    lines.push(
      `${consumer.path}  ${app}.${stage}.account: is ${String(expected)}, but its app has ${account}`,
    );
  }
  return lines;
}

/**
 * Finds private domain names that are shared with another account than the consumer's, which can't use them
 * then.
 */
function otherConsumer(edits: Edits, stage: DeployedStageName, app: string): readonly string[] {
  const consumer = stagePlace(CONSUMER, stage, 'account');
  const account = edits.read(consumer.path, ...consumer.steps) ?? '';
  const { path, steps } = stagePlace(app, stage, 'consumerAccount');
  const shared = edits.read(path, ...steps) ?? account;
  if ([account, shared].some((value) => PLACEHOLDER.test(value)) || shared === account) return [];
  return [`${path}  ${stage}.consumerAccount: is ${shared}, but the consumer has ${account}`];
}
