/** The location of each value in the workspace's files. */
import type { Tree } from '@nx/devkit';
import type { DeployedStageName } from '@cross-account/stages';
import { servicePlatformSources } from '@cross-account/platform/services';
import { consumerList, serviceNames } from '../../service-app/listed-services';
import { appFolderOf } from '../../service-app/service';
import { CONSUMER } from '../../stage/placeholders';
import type { Step } from '../../source/typescript-source';

/** A value's file, and its path in that file, starting from a variable. */
export interface Place {
  readonly path: string;
  readonly steps: readonly Step[];
}

const [shared, sharedByServices] = servicePlatformSources;

/** The file with the values that all accounts of a stage share. */
export const PLATFORM_FILE = shared.file;

/** The file with the values that only the service accounts of a stage share. */
export const SERVICE_PLATFORM_FILE = sharedByServices.file;

/** Returns the consumer and all services. */
export function appNames(tree: Tree): readonly string[] {
  return [CONSUMER, ...serviceNames(tree)];
}

/** Returns the folder of an app. */
export function folderOf(app: string): string {
  return app === CONSUMER ? 'apps/consumer-infra' : appFolderOf(app);
}

/** Returns the location of a stage's Region or domain. */
export function platformPlace(stage: DeployedStageName, key: 'region' | 'domain'): Place {
  return { path: PLATFORM_FILE, steps: ['platform', stage, key] };
}

/** Returns the location of a value that only the services of a stage share. */
export function servicePlatformPlace(
  stage: DeployedStageName,
  key: 'dynamoDbPrefixListId' | 'vpcEndpointIdSecretArn',
): Place {
  return { path: SERVICE_PLATFORM_FILE, steps: ['servicePlatform', stage, key] };
}

/** Returns the file with an app's stages. */
export function stagesFileOf(app: string): string {
  return `${folderOf(app)}/src/stages.ts`;
}

/** Returns the location of an app's stage. */
export function stageOf(app: string, stage: DeployedStageName): Place {
  return { path: stagesFileOf(app), steps: ['stages', stage] };
}

/** Returns the location of a value in an app's stage. */
export function stagePlace(
  app: string,
  stage: DeployedStageName,
  key: 'account' | 'certificate' | 'bootstrap' | 'consumerAccount',
): Place {
  const { path, steps } = stageOf(app, stage);
  return { path, steps: [...steps, key] };
}

/** Returns the location of a service's stage in the consumer's list of services. */
export function consumerRow(service: string, stage: DeployedStageName): Place {
  return { path: consumerList.path, steps: ['services', { name: service }, stage] };
}

/** Returns the location of a value in a service's stage in the consumer's list. */
export function consumerPlace(
  service: string,
  stage: DeployedStageName,
  key: 'account' | 'deployer' | 'domainNameArn',
): Place {
  const { path, steps } = consumerRow(service, stage);
  return { path, steps: [...steps, key] };
}
