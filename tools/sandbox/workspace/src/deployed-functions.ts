/** Maps sources of the workspace to deployed functions, by the code that these run. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sandbox } from '@sandbox/core/sandbox';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';
import { withSourceRoot } from '@sandbox/kernel/files/source-map';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { BuiltFunction } from './function-builder';
import type { FunctionSource } from './function-sources';

export class DeployedFunctions {
  /** ARNs of functions, by entry point of their source. */
  private readonly functions = new Map<string, readonly string[]>();
  private isRefreshed = false;

  /**
   * @param roots folders whose `dist` may contain bundles, the workspace first
   * @param sources returns all sources of functions
   */
  constructor(
    private readonly sandbox: Pick<Sandbox, 'functions' | 'reload'>,
    private readonly roots: readonly string[],
    private readonly sources: () => readonly FunctionSource[],
  ) {}

  /**
   * Maps sources to functions again; must be called after each deployment. Copies the source maps of the
   * build next to the deployed code, since they are not part of the asset.
   */
  refresh(): void {
    const deployed = this.sandbox.functions.map(({ arn, codeFolder }) => {
      const code = readIfThere(join(codeFolder, 'handler.mjs'));
      return { arn, code, codeFolder };
    });
    for (const { bundle, entryPoint } of this.sources()) {
      const found = this.roots.flatMap((root) => {
        const built = readIfThere(join(root, bundle));
        const running = deployed.filter(({ code }) => code !== undefined && code === built);
        const map = running.length > 0 ? this.mapOf(root, bundle) : undefined;
        for (const { codeFolder } of running) putMap(codeFolder, map);
        return running.map(({ arn }) => arn);
      });
      if (found.length > 0) this.functions.set(entryPoint, [...new Set(found)]);
    }
    this.isRefreshed = true;
  }

  /**
   * Returns the source map of a bundle. Its source paths refer to the workspace, also for a bundle of a copy.
   */
  private mapOf(root: string, bundle: string): string | undefined {
    const [workspaceRoot = root] = this.roots;
    const map = readIfThere(join(root, `${bundle}.map`));
    return map && withSourceRoot(map, join(workspaceRoot, dirname(bundle)));
  }

  /** Replaces the code of the functions of a source, and returns their number. */
  reload({ source, folder }: BuiltFunction): number {
    if (!this.isRefreshed) this.refresh();
    const functions = this.functions.get(source.entryPoint) ?? [];
    for (const arn of functions) this.sandbox.reload(arn, folder);
    return functions.length;
  }
}

/** Only warns when the map can't be written: without it, stack traces refer to the bundle. */
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
