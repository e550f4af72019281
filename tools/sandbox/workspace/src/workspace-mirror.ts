/**
 * A copy of the workspace's sources in which the watch builds and synthesizes, so that its output does not
 * conflict with that of the user's commands, and no file changes during a synthesis.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeIfPossible } from '@sandbox/kernel/files/private-files';

/** The folders that Nx reads, besides the files in the root. */
const FOLDERS = ['apps', 'libs', 'tools'];

const IGNORED = /^(node_modules|dist|coverage|cdk\.out|\.(git|nx|sandbox|idea|vscode))$/;

export class WorkspaceMirror {
  /** Outside of the workspace: inside, Nx would find each project twice. */
  readonly root = mkdtempSync(join(realpathSync(tmpdir()), 'sandbox-watch-'));

  /** @throws the file system's error when there is no space; nothing remains then */
  constructor(private readonly workspaceRoot: string) {
    try {
      symlinkSync(join(workspaceRoot, 'node_modules'), join(this.root, 'node_modules'));
    } catch (error) {
      removeIfPossible(this.root);
      throw error;
    }
  }

  /** Updates the copy to the current sources. */
  update(): void {
    const names = namesIn(this.workspaceRoot).filter(
      (name) => FOLDERS.includes(name) || isFile(join(this.workspaceRoot, name)),
    );
    equalize(this.workspaceRoot, this.root, names);
  }

  remove(): void {
    removeIfPossible(this.root);
  }
}

function equalize(from: string, to: string, names = namesIn(from)): void {
  mkdirSync(to, { recursive: true });
  for (const name of namesIn(to)) {
    if (!names.includes(name)) rmSync(join(to, name), { recursive: true });
  }
  for (const name of names) copy(join(from, name), join(to, name));
}

/** Copies the target of a link, and skips broken links. */
function copy(from: string, to: string): void {
  const [source, target] = [statOf(from), statOf(to)];
  if (target && target.isDirectory() !== source?.isDirectory()) rmSync(to, { recursive: true });
  if (source?.isDirectory()) equalize(from, to);
  else if (source?.isFile() && !isSame(from, to)) copyFileSync(from, to);
}

/** Compares the content: time and size may be the same after a change. */
function isSame(from: string, to: string): boolean {
  return existsSync(to) && readFileSync(from).equals(readFileSync(to));
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !IGNORED.test(name)) : [];
}
