/** Synthesizes stacks again if secrets that they were synthesized with have changed. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackArtifact } from '@sandbox/engine/assembly';
import type { StackView } from '@sandbox/engine/deployed-stack';
import { secretReads } from '@sandbox/engine/secret-reads';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { SecretChecks } from './secret-checks';

/** Synthesizes stacks that read secrets. */
export interface Synthesis {
  /**
   * Synthesizes an app again. Returns the folder of the new assembly.
   *
   * @param assembly the folder of the outdated assembly.
   * @param awsEndpoint the endpoint to read secrets from, such as `http://127.0.0.1:4566`.
   */
  synthesize(assembly: string, awsEndpoint: string): Promise<string>;
  /** Returns the command that synthesizes a stack again and deploys it. */
  deployCommand(stackName: string): string;
}

/** A cloud assembly. */
export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly StackArtifact[];
}

export interface SynthesesProps {
  /** @default stacks are deployed as they are */
  readonly synthesis: Synthesis | undefined;
  readonly checks: SecretChecks;
  readonly dataDir: string;
  /** Returns the stacks of an assembly. */
  readonly read: (folder: string) => readonly StackArtifact[];
  /** Returns the endpoint of the AWS APIs. */
  readonly awsEndpoint: () => string;
  readonly print: (line: string) => void;
}

export class Syntheses {
  constructor(private readonly props: SynthesesProps) {}

  /**
   * Returns the stacks of an assembly, or of a new one if secrets have changed.
   *
   * @throws {RefusedReadError} when the read of a secret is denied.
   * @throws {Error} when the assembly can't be synthesized.
   */
  async upToDate({ folder, stacks }: Assembly): Promise<readonly StackArtifact[]> {
    const { synthesis, checks, read } = this.props;
    if (!synthesis) return stacks;
    const changes = await checks.changes(stacks);
    if (changes.length === 0) return stacks;
    const cached = this.cacheFolder(stacks, changes);
    if (existsSync(cached)) return read(cached);
    for (const line of changes) this.props.print(`${line}: synthesizing it again`);
    const anew = await synthesis.synthesize(folder, this.props.awsEndpoint());
    const [still] = await checks.changes(read(anew));
    if (still !== undefined) throw new Error(`${still}, even after another synthesis`);
    rmSync(join(cached, '..'), { recursive: true, force: true });
    // Renamed, so that an incomplete copy is never used.
    cpSync(anew, `${cached}.new`, { recursive: true });
    renameSync(`${cached}.new`, cached);
    return read(cached);
  }

  /** Prints and returns a line for each deployed stack with an outdated value of a secret. */
  async outdated(deployed: readonly StackView[]): Promise<readonly string[]> {
    const { synthesis, checks, print } = this.props;
    if (!synthesis) return [];
    const lines: string[] = [];
    for (const stack of deployed) {
      try {
        const command = synthesis.deployCommand(stack.name);
        const changes = await checks.changes([stack]);
        lines.push(...changes.map((line) => `${line}. Deploy it again: ${command}`));
      } catch (error) {
        lines.push(reasonOf(error));
      }
    }
    lines.forEach(print);
    return lines;
  }

  /**
   * Returns the cache folder of a new assembly, for the next start with the same old assembly, whose templates
   * contain asset hashes, and the same changes. There is one per app.
   */
  private cacheFolder(stacks: readonly StackArtifact[], changes: readonly string[]): string {
    const made = JSON.stringify([stacks.map(({ template }) => template), changes]);
    const key = createHash('sha256').update(made).digest('hex');
    return join(this.props.dataDir, 'synthesized', stacks[0]?.name ?? '', key);
  }
}

/** Returns whether an app reads secrets, so that others may have to be deployed first. */
export function readsSecrets({ stacks }: Assembly): boolean {
  return stacks.some((stack) => secretReads(stack).length > 0);
}
