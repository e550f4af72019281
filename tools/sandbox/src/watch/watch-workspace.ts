/** Keeps a running sandbox at what the workspace's sources say. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findAssemblies } from '../assemblies';
import { STACK_TYPE } from '../cloudformation/deployed-stack';
import type { Sandbox } from '../sandbox';
import { DeployedFunctions } from './deployed-functions';
import { FunctionBuilder } from './function-builder';
import { findFunctionSources } from './function-sources';
import { SourceWatcher } from './source-watcher';
import { synthesize } from './synthesize';
import { Watch } from './watch';

export interface WatchWorkspaceProps {
  readonly workspaceRoot: string;
  readonly dataDir: string;
  readonly sandbox: Sandbox;
  /** Told in one line what a save has done. */
  readonly say: (line: string) => void;
}

/**
 * Watches the sources until the function that it gives is called.
 *
 * @throws {Error} where the sources as they are can't be built.
 */
export async function watchWorkspace(props: WatchWorkspaceProps): Promise<() => Promise<void>> {
  const { workspaceRoot, dataDir, sandbox, say } = props;
  const outputFolder = join(dataDir, 'watch');
  rmSync(outputFolder, { recursive: true, force: true });
  const sources = findFunctionSources(workspaceRoot);
  const functions = new DeployedFunctions(workspaceRoot, sources);
  functions.refresh(sandbox.accountList);
  const builder = await FunctionBuilder.start({ workspaceRoot, sources, outputFolder });
  const watch = new Watch({
    builder,
    reload: (built) => functions.reload(built),
    synthesize: (files, signal) => synthesize(workspaceRoot, files, signal),
    redeploy: async () => {
      for (const folder of findAssemblies(workspaceRoot)) {
        await deployTold(sandbox, folder, say);
      }
      functions.refresh(sandbox.accountList);
    },
    say,
  });
  const watcher = new SourceWatcher(
    workspaceRoot,
    (files) => watch.saved(files),
    (error) => say(`Saved files are not watched any longer: ${error.message}`),
  );
  return async () => {
    watcher.stop();
    await watch.stop();
    await builder.stop();
  };
}

/** Says nothing of a stack that has not changed. */
async function deployTold(sandbox: Sandbox, folder: string, say: (line: string) => void) {
  const since = performance.now();
  const changed = new Set<string>();
  let stackName = '';
  await sandbox.deployAssembly(folder, ({ logicalId, resourceType }) => {
    if (resourceType === STACK_TYPE) stackName = logicalId;
    else changed.add(logicalId);
  });
  if (changed.size === 0) return;
  const took = ((performance.now() - since) / 1000).toFixed(1);
  say(`Updated ${stackName} in ${took} s: ${changed.size} resources`);
}
