import type { App } from 'aws-cdk-lib';
import type { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import { quoted } from './formats';
import { problemsOf } from './stage-problems';
import type { StageProblem } from './stage-problems';

/** Values that several apps use in their stages, and their file. */
export interface SharedValues {
  /** Path of the file, relative to the workspace root. */
  readonly file: string;
  /** By stage. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The stages of an app, and their file. */
export interface StageFile<Stage> {
  /** By name. */
  readonly stages: Readonly<Record<string, Stage>>;
  /** Path of the file, relative to the workspace root. */
  readonly file: string;
  /**
   * The sources of shared values; the first one with a value is the one to change.
   * @default none; all values are in `file`
   */
  readonly shared?: readonly SharedValues[];
}

/** A stage together with its name and the files that it was read from, for messages. */
export interface SelectedStage<Stage> extends Pick<StageFile<Stage>, 'file' | 'shared'> {
  readonly name: string;
  readonly stage: Stage;
}

/** Returns an error with one line for each problem: the file, stage and key to change. */
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

/** Returns the file to change: that of the stages, or the source of a shared value. */
function writtenIn(key: string, selected: SelectedStage<object>): string {
  const { file, shared = [], name, stage } = selected;
  const [, value] = Object.entries(stage).find(([own]) => own === key) ?? [];
  const source = shared.find(({ values }) => value !== undefined && values[name]?.[key] === value);
  return source?.file ?? file;
}

/**
 * Returns the validated stage with a name.
 *
 * @throws ConfigurationError when the stage is unknown, or when its values do not match the schema or are
 * placeholders
 */
export function stageNamed<Schema extends z.ZodObject>(
  requested: unknown,
  { stages, file, shared = [] }: StageFile<Readonly<z.output<Schema>>>,
  schema: Schema,
): SelectedStage<Readonly<z.output<Schema>>> {
  const found = Object.entries(stages).find(([known]) => known === requested);
  if (found === undefined) {
    const what = requested === undefined ? 'no stage' : `unknown stage ${quoted(requested)}`;
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
 * Returns the validated stage in the CDK context `stage`.
 *
 * @throws ConfigurationError when the stage is missing or unknown, or when its values do not match the schema
 * or are placeholders
 */
export function selectStage<Schema extends z.ZodObject>(
  app: App,
  stageFile: StageFile<Readonly<z.output<Schema>>>,
  schema: Schema,
): SelectedStage<Readonly<z.output<Schema>>> {
  return stageNamed(app.node.tryGetContext('stage'), stageFile, schema);
}
