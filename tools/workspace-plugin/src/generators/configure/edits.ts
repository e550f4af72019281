/** Changes to values in the workspace's TypeScript files, gathered before any is written. */
import type { Tree } from '@nx/devkit';
import { formatted } from '../../source/format';
import { TypeScriptSource } from '../../source/typescript-source';
import type { Step } from '../../source/typescript-source';

/** Reads and changes values; what is read is what has been changed so far. */
export class Edits {
  private readonly sources = new Map<string, TypeScriptSource>();
  private readonly told: string[] = [];

  constructor(private readonly tree: Tree) {}

  /** The string that stands there. */
  read(path: string, ...steps: readonly Step[]): string | undefined {
    return this.source(path).stringAt(...steps);
  }

  /** Every string that stands there, deep, and where. */
  readAll(path: string, ...steps: readonly Step[]): readonly (readonly [string, string])[] {
    return this.source(path).allStrings(...steps);
  }

  /** Puts a string there. @throws Error when no value stands there */
  set(path: string, steps: readonly Step[], value: string): void {
    const before = this.read(path, ...steps);
    if (before === value) return;
    this.sources.set(path, this.source(path).withString(steps, value));
    this.tell(path, steps, before ?? 'code', value);
  }

  /** Puts an object with one string there. @throws Error when no value stands there */
  setObject(path: string, steps: readonly Step[], key: string, value: string): void {
    if (this.read(path, ...steps, key) === value) return;
    const [[, before] = []] = this.readAll(path, ...steps);
    const code = `{ ${key}: '${value}' }`;
    this.sources.set(path, this.source(path).withCode(steps, code));
    this.tell(path, [...steps, key], before ?? 'code', value);
  }

  /** Whether something stands there. */
  has(path: string, ...steps: readonly Step[]): boolean {
    return this.source(path).has(...steps);
  }

  /** Puts a string under a key of the object that stands there, which it may lack. @throws Error when there is none */
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
    return this.told;
  }

  private tell(path: string, steps: readonly Step[], before: string, after: string): void {
    const key = steps.slice(1).map((step) => (typeof step === 'string' ? step : step.name));
    this.told.push(`${path}  ${key.join('.')}: ${before} → ${after}`);
  }

  private source(path: string): TypeScriptSource {
    const source = this.sources.get(path) ?? TypeScriptSource.read(this.tree, path);
    this.sources.set(path, source);
    return source;
  }
}
