import type { App } from 'aws-cdk-lib';
import { ConfigurationError } from './configuration-error';
import type { BaseStage, StageName } from './stage';
import { firstProblem } from './stage-checks';
import type { StageCheck, StageProblem } from './stage-checks';

/** A stage together with its name and the file it was read from, for messages. */
export interface SelectedStage<S extends BaseStage> {
  readonly name: StageName;
  readonly stage: S;
  /** Path of the stage file from the workspace root, for messages. */
  readonly file: string;
}

/** The stage that `cdk` picks when no `-c stage=<name>` is given: the one that needs no account. */
const DEFAULT_STAGE: StageName = 'sandbox';

/** An error that says which file, stage and key to change. */
export function stageError(
  selected: Pick<SelectedStage<BaseStage>, 'file' | 'name'>,
  { key, problem }: StageProblem,
): ConfigurationError {
  return new ConfigurationError(`${selected.file}: stage '${selected.name}': ${key} ${problem}`);
}

/**
 * Picks the stage named by the CDK context `stage`, and checks it.
 * @param file where the stages are written, from the workspace root
 * @throws ConfigurationError when the stage is unknown, or something in it is wrong or still open
 */
export function selectStage<S extends BaseStage>(
  app: App,
  stages: Readonly<Record<StageName, S>>,
  file: string,
  check: StageCheck<S>,
): SelectedStage<S> {
  const wanted: unknown = app.node.tryGetContext('stage') ?? DEFAULT_STAGE;
  const known = Object.entries<S>(stages);
  const found = known.find(([name]) => name === wanted);
  if (found === undefined) {
    const names = known.map(([name]) => name).join(', ');
    throw new ConfigurationError(
      `unknown stage '${String(wanted)}': ${file} knows ${names} (choose with -c stage=<name>)`,
    );
  }
  const selected = { name: found[0] as StageName, stage: found[1], file };
  const problem = firstProblem(selected.stage, check);
  if (problem !== undefined) throw stageError(selected, problem);
  return selected;
}
