/** Which deployed functions a source of the workspace has become, identified by the code they run. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sandbox } from '@sandbox/core/sandbox';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';
import { withSourceRoot } from '@sandbox/kernel/files/source-map';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { BuiltFunction } from './function-builder';
import type { FunctionSource } from './function-sources';

export class DeployedFunctions {
  /** The functions' ARNs by the source's entry point. */
  private readonly functions = new Map<string, readonly string[]>();

  /** @param roots the folders with a `dist` where bundles may have been built, the workspace first. */
  constructor(
    private readonly sandbox: Pick<Sandbox, 'functions' | 'reload'>,
    private readonly roots: readonly string[],
  ) {}

  /**
   * Looks again at what the functions run; to be called when a deployment has ended. The source maps of the
   * build are copied beside the code that runs, because they are not part of what is deployed.
   */
  refresh(sources: readonly FunctionSource[]): void {
    const deployed = this.sandbox.functions.map(({ arn, codeFolder }) => {
      const code = readIfThere(join(codeFolder, 'handler.mjs'));
      return { arn, code, codeFolder };
    });
    for (const { bundle, entryPoint } of sources) {
      const found = this.roots.flatMap((root) => {
        const built = readIfThere(join(root, bundle));
        const running = deployed.filter(({ code }) => code !== undefined && code === built);
        const map = running.length > 0 ? this.mapOf(root, bundle) : undefined;
        for (const { codeFolder } of running) putMap(codeFolder, map);
        return running.map(({ arn }) => arn);
      });
      if (found.length > 0) this.functions.set(entryPoint, [...new Set(found)]);
    }
  }

  /** A copy of the workspace has the same folders: sources are those of the workspace itself. */
  private mapOf(root: string, bundle: string): string | undefined {
    const [workspaceRoot = root] = this.roots;
    const map = readIfThere(join(root, `${bundle}.map`));
    return map && withSourceRoot(map, join(workspaceRoot, dirname(bundle)));
  }

  /** Runs the functions of a source with its new code; returns how many there are. */
  reload({ source, folder }: BuiltFunction): number {
    const functions = this.functions.get(source.entryPoint) ?? [];
    for (const arn of functions) this.sandbox.reload(arn, folder);
    return functions.length;
  }
}

/** Stack traces without a map are those of the bundle: that it can't be written is no reason to stop. */
function putMap(codeFolder: string, map: string | undefined): void {
  const file = join(codeFolder, 'handler.mjs.map');
  try {
    if (map !== undefined && map !== readIfThere(file)) writePrivateFile(file, map);
  } catch (error) {
    process.emitWarning(`${file} was not written: ${reasonOf(error)}`);
  }
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
