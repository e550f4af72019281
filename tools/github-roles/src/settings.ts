/** Reads the settings of the roles from the command's arguments and the apps' stages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ACCOUNT, ConfigurationError, stageEnvironment, stageNamed } from '@cross-account/stages';
import type { StageEnvironment, StageFile } from '@cross-account/stages';

/** Owner and name, as GitHub allows them. */
const REPOSITORY = /^[\w-]{1,39}\/[\w.-]{1,100}$/;

const USAGE =
  'usage: nx run github-roles:write --repository=<owner>/<name> --tooling=<account> ' +
  '--stages=<stage>,… [--existing-provider=<account>]…';

/** A stage that GitHub deploys to. */
export interface DeployedStage {
  readonly name: string;
  readonly region: string;
  /** The account of the platform's app, which has the secret and the smoke test. */
  readonly platformAccount: string;
  /** The name of the platform's app. */
  readonly platformApp: string;
  readonly apps: readonly { readonly name: string; readonly account: string }[];
  /** The accounts of the apps, without duplicates. */
  readonly accounts: readonly string[];
}

export interface Settings {
  readonly owner: string;
  readonly repository: string;
  /** The account whose roles GitHub assumes. */
  readonly tooling: string;
  readonly stages: readonly DeployedStage[];
  /** Accounts that already have GitHub as an OIDC provider, of which there can be only one per URL. */
  readonly existingProviders: readonly string[];
}

/** An app with its stages, not validated yet. */
export interface App {
  readonly name: string;
  readonly isPlatform: boolean;
  readonly stageFile: StageFile<StageEnvironment>;
}

/**
 * Returns the settings of arguments and stages.
 *
 * @throws ConfigurationError when an argument is missing or invalid, or a stage is unknown or has no account
 * yet
 */
export function settings(args: readonly string[], apps: readonly App[]): Settings {
  const values = parse(args);
  const { repository, tooling, stages } = values;
  if (repository === undefined || tooling === undefined || stages === undefined) {
    throw new ConfigurationError(USAGE);
  }
  if (!REPOSITORY.test(repository)) {
    throw new ConfigurationError(`--repository must be <owner>/<name>, got '${repository}'`);
  }
  const existingProviders = values['existing-provider'] ?? [];
  for (const account of [tooling, ...existingProviders]) {
    if (!ACCOUNT.test(account)) {
      throw new ConfigurationError(`an account must be twelve digits, got '${account}'`);
    }
  }
  const [owner = '', name = ''] = repository.split('/');
  return {
    owner,
    repository: name,
    tooling,
    existingProviders,
    stages: [...new Set(stages.split(','))].map((stage) => deployedStage(stage, apps)),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ...{ repository: text, tooling: text, stages: text },
    'existing-provider': { ...text, multiple: true },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${message}\n${USAGE}`);
  }
}

function deployedStage(name: string, apps: readonly App[]): DeployedStage {
  if (name === 'sandbox') {
    throw new ConfigurationError("stage 'sandbox' runs on a laptop: GitHub does not deploy to it");
  }
  const placed = apps.map((app) => {
    return { app, stage: stageNamed(name, app.stageFile, stageEnvironment).stage };
  });
  const platform = placed.find(({ app }) => app.isPlatform);
  if (platform === undefined) throw new ConfigurationError("no app is tagged 'tier:platform'");
  const { region } = platform.stage;
  if (!/^(?!cn-|us-gov-|us-iso)/.test(region)) {
    throw new ConfigurationError(
      `stage '${name}': roles are generated for the Regions of the partition aws only, got ${region}`,
    );
  }
  return {
    name,
    region,
    platformAccount: platform.stage.account,
    platformApp: platform.app.name,
    apps: placed.map(({ app, stage }) => ({ name: app.name, account: stage.account })),
    accounts: [...new Set(placed.map(({ stage }) => stage.account))],
  };
}

const projectJson = z.object({ name: z.string(), tags: z.array(z.string()) });

/** Returns all apps of the workspace that have stages. */
export async function appsIn(workspaceRoot: string): Promise<readonly App[]> {
  const names = readdirSync(path.join(workspaceRoot, 'apps')).filter((name) =>
    existsSync(path.join(workspaceRoot, 'apps', name, 'src/stages.ts')),
  );
  return Promise.all(names.map((name) => appIn(workspaceRoot, `apps/${name}`)));
}

async function appIn(workspaceRoot: string, folder: string): Promise<App> {
  const file = `${folder}/src/stages.ts`;
  const { stages } = (await import(pathToFileURL(path.join(workspaceRoot, file)).href)) as Pick<
    StageFile<StageEnvironment>,
    'stages'
  >;
  const project = readFileSync(path.join(workspaceRoot, folder, 'project.json'), 'utf8');
  const { name, tags } = projectJson.parse(JSON.parse(project));
  return { name, isPlatform: tags.includes('tier:platform'), stageFile: { stages, file } };
}
