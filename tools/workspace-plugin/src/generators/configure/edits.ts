/** Collects changes of values in the workspace's TypeScript files, before any file is written. */
import type { Tree } from '@nx/devkit';
import { formatted } from '../../source/format';
import { TypeScriptSource } from '../../source/typescript-source';
import type { Step } from '../../source/typescript-source';

/** Reads and changes values. Reads include earlier changes. */
export class Edits {
  private readonly sources = new Map<string, TypeScriptSource>();
  private readonly messages: string[] = [];

  constructor(private readonly tree: Tree) {}

  /** Returns the string at a path. */
  read(path: string, ...steps: readonly Step[]): string | undefined {
    return this.source(path).stringAt(...steps);
  }

  /** Returns all strings below a path, with their paths. */
  readAll(path: string, ...steps: readonly Step[]): readonly (readonly [string, string])[] {
    return this.source(path).allStrings(...steps);
  }

  /** Replaces the value at a path with a string. @throws Error when there is no value */
  set(path: string, steps: readonly Step[], value: string): void {
    const before = this.read(path, ...steps);
    if (before === value) return;
    this.sources.set(path, this.source(path).withString(steps, value));
    this.tell(path, steps, before ?? 'code', value);
  }

  /** Replaces the value at a path with an object with one string. @throws Error when there is no value */
  setObject(path: string, steps: readonly Step[], key: string, value: string): void {
    if (this.read(path, ...steps, key) === value) return;
    const [[, before] = []] = this.readAll(path, ...steps);
    const code = `{ ${key}: '${value}' }`;
    this.sources.set(path, this.source(path).withCode(steps, code));
    this.tell(path, [...steps, key], before ?? 'code', value);
  }

  /** Returns whether there is a value at a path. */
  has(path: string, ...steps: readonly Step[]): boolean {
    return this.source(path).has(...steps);
  }

  /**
   * Sets a property of the object at a path to a string, and adds it if it is missing.
   *
   * @throws Error when there is no object
   */
  setProperty(path: string, steps: readonly Step[], key: string, value: string): void {
    if (this.has(path, ...steps, key)) {
      this.set(path, [...steps, key], value);
      return;
    }
    this.sources.set(path, this.source(path).withProperty(steps, key, `'${value}'`));
    this.tell(path, [...steps, key], 'none', value);
  }

  /** Writes the files. @returns a line for each change */
  async write(): Promise<readonly string[]> {
    for (const [path, { text }] of this.sources) {
      if (text === this.tree.read(path, 'utf8')) continue;
      this.tree.write(path, await formatted(this.tree, path, text));
    }
    return this.messages;
  }

  private tell(path: string, steps: readonly Step[], before: string, after: string): void {
    const key = steps.slice(1).map((step) => (typeof step === 'string' ? step : step.name));
    this.messages.push(`${path}  ${key.join('.')}: ${before} → ${after}`);
  }

  private source(path: string): TypeScriptSource {
    const source = this.sources.get(path) ?? TypeScriptSource.read(this.tree, path);
    this.sources.set(path, source);
    return source;
  }
}
