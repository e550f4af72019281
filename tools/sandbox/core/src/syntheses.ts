/** Keeps stacks at what the secrets hold that they were synthesized with. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackArtifact } from '@sandbox/engine/assembly';
import type { StackView } from '@sandbox/engine/deployed-stack';
import { secretReads } from '@sandbox/engine/secret-reads';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { SecretChecks } from './secret-checks';

/** How stacks come about that read secrets while they are synthesized. */
export interface Synthesis {
  /**
   * Synthesizes an app again; returns the folder of the new assembly.
   *
   * @param assembly the folder of one that does not hold any more.
   * @param awsEndpoint where to read secrets, such as `http://127.0.0.1:4566`.
   */
  synthesize(assembly: string, awsEndpoint: string): Promise<string>;
  /** Returns the command that synthesizes a stack again and deploys it. */
  deployCommand(stackName: string): string;
}

/** An assembly's folder, and its stacks. */
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
  /** Returns where the AWS APIs answer. */
  readonly awsEndpoint: () => string;
  readonly print: (line: string) => void;
}

export class Syntheses {
  constructor(private readonly props: SynthesesProps) {}

  /**
   * Returns the stacks of an assembly, or of a new one where secrets hold something else by now.
   *
   * @throws {RefusedReadError} when a secret may not be read any more.
   * @throws {Error} when the assembly can't be synthesized.
   */
  async upToDate({ folder, stacks }: Assembly): Promise<readonly StackArtifact[]> {
    const { synthesis, checks, read } = this.props;
    if (!synthesis) return stacks;
    const changes = await checks.changes(stacks);
    if (changes.length === 0) return stacks;
    const kept = this.keptFolder(stacks, changes);
    if (existsSync(kept)) return read(kept);
    for (const line of changes) this.props.print(`${line}: synthesizing it again`);
    const anew = await synthesis.synthesize(folder, this.props.awsEndpoint());
    const [still] = await checks.changes(read(anew));
    if (still !== undefined) throw new Error(`${still}, even after another synthesis`);
    rmSync(join(kept, '..'), { recursive: true, force: true });
    // By a rename: a copy that is cut off must not be taken for the whole.
    cpSync(anew, `${kept}.new`, { recursive: true });
    renameSync(`${kept}.new`, kept);
    return read(kept);
  }

  /** Says, and returns, which of some deployed stacks secrets have left behind, in one line each. */
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
   * Where the new assembly is kept, so that the next start need not synthesize it: for the same old one,
   * whose templates name its assets by their content, and the same changes. There is one for each app.
   */
  private keptFolder(stacks: readonly StackArtifact[], changes: readonly string[]): string {
    const made = JSON.stringify([stacks.map(({ template }) => template), changes]);
    const key = createHash('sha256').update(made).digest('hex');
    return join(this.props.dataDir, 'synthesized', stacks[0]?.name ?? '', key);
  }
}

/** Returns whether an app reads secrets that another one may have to be deployed for. */
export function readsSecrets({ stacks }: Assembly): boolean {
  return stacks.some((stack) => secretReads(stack).length > 0);
}
