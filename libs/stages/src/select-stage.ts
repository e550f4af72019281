import type { App } from 'aws-cdk-lib';
import type { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import { quoted } from './formats';
import { problemsOf } from './stage-problems';
import type { StageProblem } from './stage-problems';

/** Values that several apps take over into their stages, and where they are written. */
export interface SharedValues {
  /** Path of the file from the workspace root. */
  readonly file: string;
  /** By stage. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The stages of an app, and where they are written. */
export interface StageFile<Stage> {
  /** By name. */
  readonly stages: Readonly<Record<string, Stage>>;
  /** Path of the file from the workspace root. */
  readonly file: string;
  /**
   * Where the stages take values over from; the first that has a value is the one to change.
   * @default nowhere; every value is in `file`
   */
  readonly shared?: readonly SharedValues[];
}

/** A stage together with its name and the files that it was read from, for messages. */
export interface SelectedStage<Stage> extends Pick<StageFile<Stage>, 'file' | 'shared'> {
  readonly name: string;
  readonly stage: Stage;
}

/** Returns an error that says, one line for each problem, which file, stage and key to change. */
export function stageError(
  selected: SelectedStage<object>,
  problems: readonly StageProblem[],
): ConfigurationError {
  const lines = problems.map(
    ({ key, problem }) =>
      `${writtenIn(key, selected)}: stage '${selected.name}': ${key} ${problem}`,
  );
  return new ConfigurationError(lines.join('\n'));
}

/** Returns the file to change: the stages' own, or the one whose value the stage has taken over. */
function writtenIn(key: string, selected: SelectedStage<object>): string {
  const { file, shared = [], name, stage } = selected;
  const [, value] = Object.entries(stage).find(([own]) => own === key) ?? [];
  const source = shared.find(({ values }) => value !== undefined && values[name]?.[key] === value);
  return source?.file ?? file;
}

/**
 * Returns the stage of that name, checked.
 * @throws ConfigurationError when the stage is unknown, or when its values do not fit the schema or
 *   are still open
 */
export function stageNamed<Schema extends z.ZodObject>(
  wanted: unknown,
  { stages, file, shared = [] }: StageFile<Readonly<z.output<Schema>>>,
  schema: Schema,
): SelectedStage<Readonly<z.output<Schema>>> {
  const found = Object.entries(stages).find(([known]) => known === wanted);
  if (found === undefined) {
    const what = wanted === undefined ? 'no stage' : `unknown stage ${quoted(wanted)}`;
    throw new ConfigurationError(
      `${what}: ${file} defines ${Object.keys(stages).join(', ')} (select one with -c stage=<name>)`,
    );
  }
  const [name, stage] = found;
  const selected = { name, stage, file, shared };
  const problems = problemsOf(stage, schema);
  if (problems.length > 0) throw stageError(selected, problems);
  return selected;
}

/**
 * Returns the stage that the CDK context `stage` names, checked.
 * @throws ConfigurationError when no stage is named or it is unknown, or when its values do not fit
 *   the schema or are still open
 */
export function selectStage<Schema extends z.ZodObject>(
  app: App,
  stageFile: StageFile<Readonly<z.output<Schema>>>,
  schema: Schema,
): SelectedStage<Readonly<z.output<Schema>>> {
  return stageNamed(app.node.tryGetContext('stage'), stageFile, schema);
}
