/**
 * Makes the folder of a function's code read-only, as in Lambda: writes below it fail as on a
 * read-only file system. Only Node.js's functions in this process are patched, since the folder
 * itself is writable; writes of child processes are not prevented.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

/** As in errno.h and libuv. */
const EROFS = -30;

const { O_APPEND, O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants;
const WRITING = O_APPEND | O_CREAT | O_RDWR | O_TRUNC | O_WRONLY;

/**
 * The functions that write to a path, with the indexes of their path arguments and the system call
 * that fails.
 */
const WRITERS = {
  appendFile: { paths: [0], syscall: 'open' },
  chmod: { paths: [0] },
  chown: { paths: [0] },
  copyFile: { paths: [1], syscall: 'copyfile' },
  cp: { paths: [1] },
  lchown: { paths: [0] },
  link: { paths: [1] },
  lutimes: { paths: [0], syscall: 'lutime' },
  mkdir: { paths: [0], isHarmless: ([path, options]) => options?.recursive && fs.existsSync(path) },
  mkdtemp: { paths: [0] },
  open: { paths: [0], isHarmless: ([, flags]) => !writes(flags) },
  rename: { paths: [0, 1] },
  rm: { paths: [0], isHarmless: ([path, options]) => options?.force && !fs.existsSync(path) },
  rmdir: { paths: [0] },
  symlink: { paths: [1] },
  truncate: { paths: [0], syscall: 'open' },
  unlink: { paths: [0] },
  utimes: { paths: [0], syscall: 'utime' },
  writeFile: { paths: [0], syscall: 'open' },
};

/** Makes a folder read-only for the code of this process. */
export function protect(root) {
  for (const [name, writer] of Object.entries(WRITERS)) {
    const refusal = (args) => refusalOf(root, name, writer, args);
    wrap(fs.promises, name, (error) => Promise.reject(error), refusal);
    wrap(fs, `${name}Sync`, thrown, refusal);
    wrap(fs, name, calledBack, refusal);
  }
  syncBuiltinESMExports();
}

function wrap(module, name, refuse, refusal) {
  const original = module[name];
  if (original === undefined) return;
  module[name] = Object.assign(function (...args) {
    const error = refusal(args);
    return error === undefined ? original.apply(this, args) : refuse(error, args);
  }, original);
}

function thrown(error) {
  throw error;
}

function calledBack(error, args) {
  const callback = args.at(-1);
  if (typeof callback === 'function') process.nextTick(callback, error);
  else throw error;
}

function refusalOf(root, name, { paths, syscall = name, isHarmless }, args) {
  const path = paths.map((index) => args[index]).find((given) => isUnder(root, given));
  if (path === undefined || isHarmless?.(args)) return undefined;
  const error = new Error(`EROFS: read-only file system, ${syscall} '${path}'`);
  return Object.assign(error, { errno: EROFS, code: 'EROFS', syscall, path: String(path) });
}

/** Values other than paths, such as file descriptors, are not in the folder. */
function isUnder(root, path) {
  if (typeof path !== 'string' && !(path instanceof URL) && !Buffer.isBuffer(path)) return false;
  const below = relative(root, resolve(path instanceof URL ? fileURLToPath(path) : String(path)));
  return !below.startsWith('..') && !isAbsolute(below);
}

function writes(flags = 'r') {
  return typeof flags === 'number' ? (flags & WRITING) !== 0 : !/^(r|rs|sr)$/.test(String(flags));
}
