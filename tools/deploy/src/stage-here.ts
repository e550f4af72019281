import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { stageNamed } from '@cross-account/stages';
import type { SelectedStage, StageFile } from '@cross-account/stages';

/** The app whose folder is the working directory. */
export interface App {
  readonly name: string;
  readonly folder: string;
  readonly workspaceRoot: string;
}

/**
 * Returns the app of this process's working directory, and one of its stages.
 * @throws ConfigurationError when there is no such stage, or when it does not match the schema
 */
export async function stageHere<Schema extends z.ZodObject>(
  stageName: string | undefined,
  schema: Schema,
): Promise<{
  readonly app: App;
  readonly selected: SelectedStage<Readonly<z.output<Schema>>>;
}> {
  const app = appHere();
  return { app, selected: stageNamed(stageName, await stagesOf<Schema>(app), schema) };
}

function appHere(): App {
  const folder = process.cwd();
  return { name: path.basename(folder), folder, workspaceRoot: path.resolve(folder, '../..') };
}

/** Returns the stages of an app, not validated yet. */
async function stagesOf<Schema extends z.ZodObject>({
  name,
  folder,
}: App): Promise<StageFile<Readonly<z.output<Schema>>>> {
  const module = pathToFileURL(path.join(folder, 'src', 'stages.ts')).href;
  const { stages } = (await import(module)) as Pick<
    StageFile<Readonly<z.output<Schema>>>,
    'stages'
  >;
  return { stages, file: `apps/${name}/src/stages.ts` };
}
