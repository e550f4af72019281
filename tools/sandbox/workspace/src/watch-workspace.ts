/** Keeps a running sandbox up to date with the workspace's sources. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '@sandbox/core/sandbox';
import { STACK_TYPE } from '@sandbox/engine/deployed-stack';
import { assembliesToDeploy } from './assemblies';
import { DeployedFunctions } from './deployed-functions';
import { FunctionBuilder } from './function-builder';
import { findFunctionSources } from './function-sources';
import { SourceWatcher } from './source-watcher';
import { synthesize } from './synthesize';
import { Watch } from './watch';
import { WorkspaceMirror } from './workspace-mirror';

export interface WatchWorkspaceProps {
  readonly workspaceRoot: string;
  readonly dataDir: string;
  readonly sandbox: Sandbox;
  /** Called with one line about the effect of a save. */
  readonly print: (line: string) => void;
  /** Everything but noticing saves waits for it, unless a source is saved before. */
  readonly idle: Promise<unknown>;
}

/** A watch of the sources. */
export interface WorkspaceWatch {
  /** Resolves when saves take effect. */
  readonly ready: Promise<void>;
  /** Stops watching and cancels work in progress, also before it is ready. */
  stop(): Promise<void>;
}

/**
 * Watches the sources until it is stopped.
 *
 * @throws {Error} when there is no space for the copy of the workspace, or the system's limit of watched
 * folders is reached
 */
export function watchWorkspace(props: WatchWorkspaceProps): WorkspaceWatch {
  const outputFolder = join(props.dataDir, 'watch');
  rmSync(join(outputFolder, 'functions'), { recursive: true, force: true });
  const mirror = new WorkspaceMirror(props.workspaceRoot);
  try {
    return watchThrough(mirror, outputFolder, props);
  } catch (error) {
    mirror.remove();
    throw error;
  }
}

function watchThrough(
  mirror: WorkspaceMirror,
  outputFolder: string,
  { workspaceRoot, sandbox, print, idle }: WatchWorkspaceProps,
): WorkspaceWatch {
  const sources = () => findFunctionSources(workspaceRoot);
  const functions = new DeployedFunctions(sandbox, [workspaceRoot, mirror.root], sources);
  const builder = new FunctionBuilder({
    workspaceRoot,
    sources,
    functionsFolder: join(outputFolder, 'functions'),
    packagesFolder: join(outputFolder, 'packages'),
  });
  const watch = new Watch({
    builder,
    find: () => functions.refresh(),
    reload: (built) => functions.reload(built),
    synthesize: async (files, signal) => {
      mirror.update();
      await synthesize(mirror.root, files, { awsEndpoint: sandbox.awsEndpoint, signal });
    },
    redeploy: async () => {
      for (const folder of assembliesToDeploy(mirror.root)) {
        await deployAndReport(sandbox, folder, print);
      }
      functions.refresh();
    },
    print,
  });
  const watcher = new SourceWatcher(
    workspaceRoot,
    (files) => watch.saved(files),
    (error) => print(`Some changes may not be detected: ${error.message}`),
  );
  return {
    ready: idle.then(() => watch.begin()),
    stop: async () => {
      watcher.stop();
      await Promise.all([watch.stop(), builder.stop()]);
      mirror.remove();
    },
  };
}

/** Prints nothing about a stack that has not changed. */
async function deployAndReport(sandbox: Sandbox, folder: string, print: (line: string) => void) {
  const since = performance.now();
  const changed = new Set<string>();
  let stackName = '';
  await sandbox.deploy(folder, ({ logicalId, resourceType }) => {
    if (resourceType === STACK_TYPE) stackName = logicalId;
    else changed.add(logicalId);
  });
  if (changed.size === 0) return;
  const took = ((performance.now() - since) / 1000).toFixed(1);
  print(`Updated ${stackName} in ${took} s: ${changed.size} resources`);
}
