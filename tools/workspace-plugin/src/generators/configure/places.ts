/** Where each value is written. */
import type { Tree } from '@nx/devkit';
import type { DeployedStageName } from '@cross-account/stages';
import { servicePlatformSources } from '@cross-account/platform/services';
import { consumerList, serviceNames } from '../../service-app/listed-services';
import { appFolderOf } from '../../service-app/service';
import { CONSUMER } from '../../stage/placeholders';
import type { Step } from '../../source/typescript-source';

/** A value's file, and its way from a variable there. */
export interface Place {
  readonly path: string;
  readonly steps: readonly Step[];
}

const [shared, sharedByServices] = servicePlatformSources;

/** What all accounts of a stage share. */
export const PLATFORM_FILE = shared.file;

/** What only the service accounts of a stage share. */
export const SERVICE_PLATFORM_FILE = sharedByServices.file;

/** The consumer, and every service. */
export function appNames(tree: Tree): readonly string[] {
  return [CONSUMER, ...serviceNames(tree)];
}

/** The folder of an app. */
export function folderOf(app: string): string {
  return app === CONSUMER ? 'apps/consumer-infra' : appFolderOf(app);
}

/** Region or domain of a stage. */
export function platformPlace(stage: DeployedStageName, key: 'region' | 'domain'): Place {
  return { path: PLATFORM_FILE, steps: ['platform', stage, key] };
}

/** What only the services of a stage share. */
export function servicePlatformPlace(
  stage: DeployedStageName,
  key: 'dynamoDbPrefixListId' | 'vpcEndpointIdSecretArn',
): Place {
  return { path: SERVICE_PLATFORM_FILE, steps: ['servicePlatform', stage, key] };
}

/** The file with an app's stages. */
export function stagesFileOf(app: string): string {
  return `${folderOf(app)}/src/stages.ts`;
}

/** An app's own stage. */
export function stageOf(app: string, stage: DeployedStageName): Place {
  return { path: stagesFileOf(app), steps: ['stages', stage] };
}

/** A value of an app's own stage. */
export function stagePlace(
  app: string,
  stage: DeployedStageName,
  key: 'account' | 'certificate' | 'bootstrap' | 'consumerAccount',
): Place {
  const { path, steps } = stageOf(app, stage);
  return { path, steps: [...steps, key] };
}

/** What the consumer says of a service in a stage. */
export function consumerRow(service: string, stage: DeployedStageName): Place {
  return { path: consumerList.path, steps: ['services', { name: service }, stage] };
}

/** A value of what the consumer says of a service in a stage. */
export function consumerPlace(
  service: string,
  stage: DeployedStageName,
  key: 'account' | 'deployer' | 'domainNameArn',
): Place {
  const { path, steps } = consumerRow(service, stage);
  return { path, steps: [...steps, key] };
}
