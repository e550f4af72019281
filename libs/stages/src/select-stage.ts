import type { App } from 'aws-cdk-lib';
import { ConfigurationError } from './configuration-error';
import { PLATFORM_FILE, servicePlatform } from './platform';
import type { StageName } from './stage';
import { problemsOf } from './stage-checks';
import type { StageChecks, StageEnvironment } from './stage-checks';
import type { StageProblems } from './stage-formats';

/** A stage together with its name and the file it was read from, for messages. */
export interface SelectedStage<S extends StageEnvironment> {
  readonly name: StageName;
  readonly stage: S;
  /** Path of the stage file from the workspace root, for messages. */
  readonly file: string;
}

/** An error that says, one line for each problem, which file, stage and key to change. */
export function stageError(
  selected: SelectedStage<StageEnvironment>,
  problems: StageProblems,
): ConfigurationError {
  const lines = problems.map(
    ({ key, problem }) =>
      `${writtenIn(key, selected)}: stage '${selected.name}': ${key} ${problem}`,
  );
  return new ConfigurationError(lines.join('\n'));
}

/** The file to change: the stages' own, or the one whose value the stage has taken over. */
function writtenIn(key: string, { file, name, stage }: SelectedStage<StageEnvironment>): string {
  const shared: readonly (readonly [string, unknown])[] = Object.entries(servicePlatform[name]);
  const own: readonly (readonly [string, unknown])[] = Object.entries(stage);
  const isShared = shared.some(
    ([sharedKey, value]) =>
      sharedKey === key && own.some(([ownKey, given]) => ownKey === key && given === value),
  );
  return isShared ? PLATFORM_FILE : file;
}

/** The stages of an app, and the file they are written in, from the workspace root. */
export interface StageFile<S extends StageEnvironment> {
  readonly stages: Readonly<Record<StageName, S>>;
  readonly file: string;
}

/**
 * Picks a stage by its name, and checks it.
 * @throws ConfigurationError when the stage is unknown, or something in it is wrong or still open
 */
export function stageNamed<S extends StageEnvironment>(
  wanted: unknown,
  { stages, file }: StageFile<S>,
  checks: StageChecks<S>,
): SelectedStage<S> {
  const known = Object.entries<S>(stages);
  const found = known.find(([name]) => name === wanted);
  if (found === undefined) {
    const names = known.map(([name]) => name).join(', ');
    const named = String(wanted);
    const what = wanted === undefined ? 'no stage' : `unknown stage '${named}'`;
    throw new ConfigurationError(`${what}: ${file} knows ${names} (choose with -c stage=<name>)`);
  }
  const selected = { name: found[0] as StageName, stage: found[1], file };
  const problems = problemsOf(selected.stage, checks);
  if (problems.length > 0) throw stageError(selected, problems);
  return selected;
}

/**
 * Picks the stage named by the CDK context `stage`, and checks it.
 * @param file where the stages are written, from the workspace root
 * @throws ConfigurationError when no stage is named, it is unknown, or something in it is wrong or
 *   still open
 */
export function selectStage<S extends StageEnvironment>(
  app: App,
  stages: Readonly<Record<StageName, S>>,
  file: string,
  checks: StageChecks<S>,
): SelectedStage<S> {
  const wanted: unknown = app.node.tryGetContext('stage');
  return stageNamed(wanted, { stages, file }, checks);
}
