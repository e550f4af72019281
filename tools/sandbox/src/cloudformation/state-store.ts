/** The state files of one account's stacks, and of what it still holds of deleted ones. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makePrivateFolder, readPrivateFile, writePrivateFile } from '../files/private-files';
import { within } from '../files/within';
import { oneLine } from '../one-line';
import { resourceSchema, stackStateSchema, type StackState } from './stack-state';

/** A resource that outlived its stack, or its place in it: kept by a deletion policy. */
export const retainedResourceSchema = z.object({ stackName: z.string(), resource: resourceSchema });

export type RetainedResource = Readonly<z.output<typeof retainedResourceSchema>>;

const SUFFIX = '.json';
const RETAINED_FILE = 'retained-resources.json';

export class StateStore {
  /** What could not be read, in one line each. */
  readonly problems: string[] = [];

  /** @param folder of the account. */
  constructor(private readonly folder: string) {}

  /** All stacks that can be read; a file that can't be is put aside, and told in `problems`. */
  readStacks(): readonly StackState[] {
    if (!existsSync(this.stacksFolder)) return [];
    return readdirSync(this.stacksFolder)
      .filter((name) => name.endsWith(SUFFIX))
      .flatMap((name) => this.read(join(this.stacksFolder, name), stackStateSchema) ?? []);
  }

  writeStack(state: StackState): void {
    makePrivateFolder(this.stacksFolder);
    writeWhole(this.fileOf(state.name), state);
  }

  removeStack(name: string): void {
    rmSync(this.fileOf(name), { force: true });
  }

  /** Puts a stack's state aside, so that the next start does not find it. */
  setAside(name: string, reason: string): void {
    this.putAside(this.fileOf(name), reason);
  }

  readRetained(): readonly RetainedResource[] {
    const file = join(this.folder, RETAINED_FILE);
    return existsSync(file) ? (this.read(file, z.array(retainedResourceSchema)) ?? []) : [];
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

  private read<Schema extends z.ZodType>(
    file: string,
    schema: Schema,
  ): z.output<Schema> | undefined {
    try {
      const parsed = schema.safeParse(JSON.parse(readPrivateFile(file) ?? ''));
      if (parsed.success) return parsed.data;
      this.putAside(file, oneLine(parsed.error));
    } catch (error) {
      this.putAside(file, error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }

  private putAside(file: string, reason: string): void {
    const aside = `${file}.unreadable`;
    renameSync(file, aside);
    this.problems.push(
      `${file} can't be used (${reason}), so what it tells of is deployed anew; tables on disk are ` +
        `found again by their names. It is kept as ${aside}`,
    );
  }
}

function writeWhole(file: string, value: unknown): void {
  writePrivateFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
