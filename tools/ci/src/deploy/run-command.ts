import type { ExecutorContext } from '@nx/devkit';
import { argumentProblems, noSuchStage } from '../stages/stage-check.cjs';
import { deployedProject } from './deployment';
import type { DeployOptions } from './deployment';
import { runShell } from './shell';

/**
 * Runs the command of a stage, whose name replaces `{stage}`: with the workspace's binaries in the PATH,
 * additional arguments at the end, and its output as the task's. Runs with a wrong stage are stopped earlier
 * (see `project-graph.cjs`); this is a second check.
 * @throws Error when there is no stage, or an argument or `CDK_APP` names another one
 */
export async function runCommand(
  { command, cwd = '', stage, args = '', __unparsed__ = [] }: DeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { name, targets } = deployedProject(context);
  const target = context.targetName ?? '';
  if (stage === undefined || command === undefined) {
    const stages = Object.keys(targets[target]?.configurations ?? {});
    throw new Error(noSuchStage(`${name}:${target}`, undefined, stages));
  }
  const added = [args].flat().filter((one) => one !== '');
  const problems = argumentProblems([...added, ...__unparsed__]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // The CLI prefers it to the app of cdk.json: it may be another stage's assembly.
  if (process.env['CDK_APP'] !== undefined)
    throw new Error('unset the environment variable CDK_APP, which selects another app');
  const words = [command.replaceAll('{stage}', stage), ...added, ...__unparsed__.map(quoted)];
  return { success: await runShell(words.join(' '), { root: context.root, cwd }) };
}

/** Quotes an argument for the shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
