import type { ExecutorContext } from '@nx/devkit';
import runCommands from 'nx/src/executors/run-commands/run-commands.impl';
import type { DeployOptions } from './deployment';

/**
 * Runs a deployment's command by Nx's own `nx:run-commands`: with the workspace's binaries in the
 * path, a person's arguments behind it, and its output in the task's.
 * @throws Error when there is no command
 */
export async function runCommand(
  { command, cwd, __unparsed__ = [] }: DeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  if (command === undefined) {
    const asked = `${context.projectName ?? ''}:${context.targetName ?? ''}`;
    throw new Error(
      `${asked} has no command: choose a configuration that has one, such as -c dev (see nx.json)`,
    );
  }
  const { success } = await runCommands(
    { command, ...(cwd !== undefined && { cwd }), __unparsed__: [...__unparsed__] },
    context,
  );
  return { success };
}
