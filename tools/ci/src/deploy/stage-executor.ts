/** The executor of every target that acts on one stage, such as `destroy`. */
import type { ExecutorContext } from '@nx/devkit';
import type { DeployOptions, RunCommand } from './deployment';
import { runCommand } from './run-command';

/**
 * Runs the target's command for the stage of the chosen configuration.
 * @throws Error when no configuration was chosen, or an argument names another stage
 */
export default function runForStage(
  options: DeployOptions,
  context: ExecutorContext,
  run: RunCommand = runCommand,
): Promise<{ readonly success: boolean }> {
  return run(options, context);
}
