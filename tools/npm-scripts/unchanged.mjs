/**
 * Determines whether a build is up to date without Nx, whose start takes longer than the sandbox's. Like
 * `make`, it compares times and sizes of files; if any differs, Nx decides by their contents.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { workspaceRoot } from './install.mjs';

const RECORD = join(workspaceRoot, 'dist', 'built-for-start.json');
const SOURCES = ['apps', 'libs', 'tools'];
/** The outputs that a start builds and runs; `dist` also has those of other commands. */
const OUTPUTS = ['apps', 'libs', 'tools', 'cdk.out'].map((folder) => join('dist', folder));
const NO_SOURCES = /^(node_modules|dist|coverage|cdk\.out|\.sandbox)$|\.tsbuildinfo$/;

/**
 * Builds, unless all files are the same as after the last successful build.
 *
 * @param build exits the process when it fails
 * @returns whether it was called
 */
export function buildIfChanged(build) {
  const sources = fingerprint(sourceFiles());
  const last = lastBuild();
  if (last?.sources === sources && last.outputs === fingerprint(outputFiles())) return false;
  build();
  // Uses the sources from before the build, which does not include files saved meanwhile.
  mkdirSync(dirname(RECORD), { recursive: true });
  writeFileSync(RECORD, JSON.stringify({ sources, outputs: fingerprint(outputFiles()) }));
  return true;
}

function lastBuild() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return undefined;
  }
}

function sourceFiles() {
  const ofRoot = readdirSync(workspaceRoot, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(workspaceRoot, name));
  return [...ofRoot, ...SOURCES.flatMap((folder) => filesIn(join(workspaceRoot, folder)))];
}

function outputFiles() {
  return OUTPUTS.flatMap((folder) => filesIn(join(workspaceRoot, folder)));
}

function filesIn(folder) {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NO_SOURCES.test(entry.name)) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Returns a hash of the files' names, sizes and times, and of the version of Node.js. */
function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`\n${relative(workspaceRoot, file)} ${found?.size} ${found?.mtimeMs}`);
  }
  return hash.digest('hex');
}
