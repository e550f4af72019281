/**
 * Whether a build has nothing to do, determined without Nx, whose own start takes longer than the sandbox's. Like
 * `make`, it compares times and sizes of files: where any differs, Nx decides from what is in them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { workspaceRoot } from './install.mjs';

const RECORD = join(workspaceRoot, 'dist', 'built-for-start.json');
const SOURCES = ['apps', 'libs', 'tools'];
/** What a start builds and runs; `dist` has what other commands make as well. */
const OUTPUTS = ['apps', 'libs', 'tools', 'cdk.out'].map((folder) => join('dist', folder));
const NO_SOURCES = /^(node_modules|dist|coverage|cdk\.out|\.sandbox)$|\.tsbuildinfo$/;

/**
 * Builds, unless all files are those of the last build that succeeded.
 *
 * @param build ends the process where it fails.
 * @returns whether it was called.
 */
export function buildIfChanged(build) {
  const sources = fingerprint(sourceFiles());
  const last = lastBuild();
  if (last?.sources === sources && last.outputs === fingerprint(outputFiles())) return false;
  build();
  // The sources are those of before: what is saved during a build is not in it.
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

/** Of the files' names, sizes and times, and of the Node.js that runs. */
function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`\n${relative(workspaceRoot, file)} ${found?.size} ${found?.mtimeMs}`);
  }
  return hash.digest('hex');
}
