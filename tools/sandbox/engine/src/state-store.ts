/** The state files of one account's stacks and retained resources. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  makePrivateFolder,
  moveAside,
  writePrivateFile,
} from '@sandbox/kernel/files/private-files';
import { readPrivateJson } from '@sandbox/kernel/files/private-json';
import { within } from '@sandbox/kernel/files/within';
import { reasonOf } from '@sandbox/kernel/one-line';
import { resourceSchema, stackStateSchema, type StackState } from './stack-state';

/** A resource that a deletion policy retained after it left its stack. */
export const retainedResourceSchema = z.object({ stackName: z.string(), resource: resourceSchema });

export type RetainedResource = Readonly<z.output<typeof retainedResourceSchema>>;

const retainedSchema = z.array(retainedResourceSchema);

/** The consequences of a lost file, for the line about it. */
const LOST_STACK =
  'so its stacks are deployed as new; tables on disk are found again by their names';
const LOST_RETAINED =
  'so resources that a deletion policy retained are forgotten; tables on disk remain, and are ' +
  'found again by their names';

const SUFFIX = '.json';
const RETAINED_FILE = 'retained-resources.json';

export class StateStore {
  /** What could not be read, in one line each. */
  readonly problems: string[] = [];

  /** @param folder of the account. */
  constructor(private readonly folder: string) {}

  /** Returns all readable stacks; an unreadable file is moved aside and listed in `problems`. */
  readStacks(): readonly StackState[] {
    return this.stackFiles().flatMap((file) => this.read(file, stackStateSchema, LOST_STACK) ?? []);
  }

  writeStack(state: StackState): void {
    makePrivateFolder(this.stacksFolder);
    writeWhole(this.fileOf(state.name), state);
  }

  removeStack(name: string): void {
    rmSync(this.fileOf(name), { force: true });
  }

  /** Moves a stack's state file aside, so that the next start ignores it. */
  moveStackAside(name: string, reason: string): void {
    this.moveAside(this.fileOf(name), reason, LOST_STACK);
  }

  readRetained(): readonly RetainedResource[] {
    const file = join(this.folder, RETAINED_FILE);
    return existsSync(file) ? (this.read(file, retainedSchema, LOST_RETAINED) ?? []) : [];
  }

  writeRetained(retained: readonly RetainedResource[]): void {
    makePrivateFolder(this.folder);
    writeWhole(join(this.folder, RETAINED_FILE), retained);
  }

  private get stacksFolder(): string {
    return join(this.folder, 'stacks');
  }

  private fileOf(name: string): string {
    return within(this.stacksFolder, `${name}${SUFFIX}`);
  }

  private stackFiles(): readonly string[] {
    const folder = this.stacksFolder;
    if (!existsSync(folder)) return [];
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => join(folder, name));
    } catch (error) {
      this.moveAside(folder, reasonOf(error), LOST_STACK);
      return [];
    }
  }

  private read<Schema extends z.ZodType>(
    file: string,
    schema: Schema,
    lost: string,
  ): z.output<Schema> | undefined {
    try {
      return readPrivateJson(file, schema);
    } catch (error) {
      this.moveAside(file, reasonOf(error), lost);
      return undefined;
    }
  }

  private moveAside(file: string, reason: string, lost: string): void {
    const aside = moveAside(file);
    this.problems.push(`${file} can't be used (${reason}), ${lost}. It is kept as ${aside}`);
  }
}

function writeWhole(file: string, value: unknown): void {
  writePrivateFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
