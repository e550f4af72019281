/**
 * Selects the Node.js for a function: the version of its `Runtime` if a version manager on this
 * machine has installed it, or else the one that runs the sandbox.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

interface Installations {
  /** The folder with a subfolder for each version, such as `v24.1.0`. */
  readonly folder: string;
  /** The executable in the folder of a version. */
  readonly program: string;
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)$/;

/** Returns the folders in which nvm, fnm, volta, asdf and mise install Node.js. */
function knownInstallations(
  { NVM_DIR, FNM_DIR, VOLTA_HOME, ASDF_DATA_DIR, MISE_DATA_DIR }: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): readonly Installations[] {
  const nvm = { folder: join(NVM_DIR ?? join(home, '.nvm'), 'versions/node'), program: 'bin/node' };
  const fnm = FNM_DIR ?? join(home, '.local/share/fnm');
  return [
    nvm,
    { folder: join(fnm, 'node-versions'), program: 'installation/bin/node' },
    { folder: join(VOLTA_HOME ?? join(home, '.volta'), 'tools/image/node'), program: 'bin/node' },
    { folder: join(ASDF_DATA_DIR ?? join(home, '.asdf'), 'installs/nodejs'), program: 'bin/node' },
    {
      folder: join(MISE_DATA_DIR ?? join(home, '.local/share/mise'), 'installs/node'),
      program: 'bin/node',
    },
  ];
}

/**
 * Returns the newest Node.js of a runtime's major version, such as that of `nodejs24.x`; undefined
 * if none is installed.
 */
export function installedNode(
  runtime: string,
  installations: readonly Installations[] = knownInstallations(),
): string | undefined {
  const major = majorOf(runtime);
  const found = installations.flatMap(({ folder, program }) =>
    versionsIn(folder)
      .filter((version) => version.parts[0] === major)
      .map(({ name, parts }) => ({ path: join(folder, name, program), parts })),
  );
  return found
    .filter(({ path }) => existsSync(path))
    .sort((a, b) => newestFirst(a.parts, b.parts))[0]?.path;
}

/** Returns the path of the Node.js executable for a runtime. */
export function nodeFor(runtime: string): string {
  if (isOwn(runtime)) return process.execPath;
  let node = executables.get(runtime);
  if (node === undefined)
    executables.set(runtime, (node = installedNode(runtime) ?? process.execPath));
  return node;
}

/**
 * Returns environment variables for functions that run on another Node.js version than their
 * runtime's. They disable the SDK's warning about that version, which the start of the sandbox
 * reports once.
 */
export function substituteVariables(runtime: string): Readonly<Record<string, string>> {
  const isSubstitute = !isOwn(runtime) && nodeFor(runtime) === process.execPath;
  return isSubstitute ? { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } : {};
}

/** Returns a line for each runtime whose Node.js version is not installed. */
export function missingNodes(runtimes: readonly string[]): readonly string[] {
  return [...new Set(runtimes)]
    .filter((runtime) => !isOwn(runtime) && nodeFor(runtime) === process.execPath)
    .map(
      (runtime) =>
        `functions of ${runtime} run on Node.js ${process.version}: no Node.js ${majorOf(runtime)} ` +
        'of nvm, fnm, volta, asdf or mise was found',
    );
}

const executables = new Map<string, string>();

function isOwn(runtime: string): boolean {
  return majorOf(runtime) === majorOf(process.version);
}

function majorOf(text: string): number {
  return Number(/\d+/.exec(text)?.[0]);
}

function versionsIn(folder: string): { name: string; parts: readonly number[] }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const [, ...parts] = VERSION.exec(name) ?? [];
    return parts.length > 0 ? [{ name, parts: parts.map(Number) }] : [];
  });
}

function newestFirst(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0);
}
