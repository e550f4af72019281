import type { ExecutorContext } from '@nx/devkit';
import runCommands from 'nx/src/executors/run-commands/run-commands.impl';
import { argumentProblems, noSuchStage } from '../stages/stage-check.cjs';
import { deployedProject } from './deployment';
import type { DeployOptions } from './deployment';

/**
 * Runs the command of a stage, with its name in the place of `{stage}`, by Nx's own `nx:run-commands`:
 * with the workspace's binaries in the path, a person's arguments behind it, and its output in the
 * task's. Nx was told of a wrong stage before (see `project-graph.cjs`); what it lets through ends here.
 * @throws Error when there is no stage, or an argument or `CDK_APP` names another one
 */
export async function runCommand(
  { command, cwd, stage, args = '', __unparsed__ = [] }: DeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { name, targets } = deployedProject(context);
  const target = context.targetName ?? '';
  if (stage === undefined || command === undefined) {
    const stages = Object.keys(targets[target]?.configurations ?? {});
    throw new Error(noSuchStage(`${name}:${target}`, undefined, stages));
  }
  const problems = argumentProblems([...__unparsed__, ...[args].flat()]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // The CLI prefers it to the app of cdk.json: it may be another stage's assembly.
  if (process.env['CDK_APP'] !== undefined) throw new Error('unset CDK_APP: it names another app');
  const { success } = await runCommands(
    {
      command: command.replaceAll('{stage}', stage),
      ...(cwd !== undefined && { cwd }),
      ...(args.length > 0 && { args: [args].flat() }),
      __unparsed__: [...__unparsed__],
    },
    context,
  );
  return { success };
}
