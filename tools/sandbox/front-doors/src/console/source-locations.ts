/** The locations in the CDK code that create the deployed resources, read on demand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  readCreationStacks,
  type CreationFrame,
  type CreationStacks,
} from '@sandbox/engine/creation-stacks';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { SourceLocation } from './wire';

/** The maximum number of calls of one construct. */
const MAX_FRAMES = 4;

export class SourceLocations {
  /** By assembly folder; undefined until the first lookup. */
  private readonly stacks = new Map<string, CreationStacks | undefined>();

  /**
   * @param sourceRoot the folder that paths are relative to; files are found in it regardless of
   *   where they were synthesized.
   * @param print called with one line about an assembly that can't be read.
   */
  constructor(
    private readonly sourceRoot: string,
    private readonly print: (line: string) => void,
  ) {}

  /** Adds an assembly that is deployed, or deployed again. */
  add(folder: string): void {
    this.stacks.delete(folder);
    this.stacks.set(folder, undefined);
  }

  /** Returns the locations that create a construct, innermost first; empty if they are unknown. */
  of(constructPath: string): readonly SourceLocation[] {
    const folders = [...this.stacks.keys()].reverse();
    for (const folder of folders) {
      const frames = this.read(folder).get(constructPath);
      if (frames) return frames.slice(0, MAX_FRAMES).map((frame) => this.locationOf(frame));
    }
    return [];
  }

  private read(folder: string): CreationStacks {
    const cached = this.stacks.get(folder);
    if (cached) return cached;
    const read = this.tryRead(folder);
    this.stacks.set(folder, read);
    return read;
  }

  private tryRead(folder: string): CreationStacks {
    try {
      return readCreationStacks(folder);
    } catch (error) {
      this.print(
        `The console could not read the source locations of ${folder}: ${reasonOf(error)}`,
      );
      return new Map();
    }
  }

  /** A synthesis may have run in a copy of the workspace, or on another machine and been cached. */
  private locationOf({ what, file, line }: CreationFrame): SourceLocation {
    const parts = file.split(/[\\/]/).slice(1);
    for (let from = 0; from < parts.length; from++) {
      const relative = parts.slice(from).join('/');
      if (existsSync(join(this.sourceRoot, relative))) return { file: relative, line, what };
    }
    return { file, line, what };
  }
}
