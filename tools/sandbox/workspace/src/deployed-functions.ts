/** Which deployed functions a source of the workspace has become, told by what they run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '@sandbox/services/account';
import type { BuiltFunction } from './function-builder';
import type { FunctionSource } from './function-sources';

interface DeployedFunction {
  readonly account: Account;
  readonly arn: string;
}

export class DeployedFunctions {
  /** By the source's entry point. */
  private readonly functions = new Map<string, readonly DeployedFunction[]>();

  /** @param roots the folders with a `dist` where bundles may have been built. */
  constructor(private readonly roots: readonly string[]) {}

  /** Looks anew at what the accounts run; to be called when a deployment has ended. */
  refresh(sources: readonly FunctionSource[], accounts: readonly Account[]): void {
    const deployed = accounts.flatMap((account) =>
      account.lambda.all.map(({ arn, codeFolder }) => {
        const code = readIfThere(join(codeFolder, 'handler.mjs'));
        return { account, arn, code };
      }),
    );
    for (const { bundle, entryPoint } of sources) {
      const built = this.roots.map((root) => readIfThere(join(root, bundle)));
      const found = deployed.filter(({ code }) => code !== undefined && built.includes(code));
      if (found.length > 0) this.functions.set(entryPoint, found);
    }
  }

  /** Runs the functions of a source with its new code; returns how many there are. */
  reload({ source, folder }: BuiltFunction): number {
    const functions = this.functions.get(source.entryPoint) ?? [];
    for (const { account, arn } of functions) account.lambda.reload(arn, folder);
    return functions.length;
  }
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
