// @ts-check
/**
 * The projects of the workspace as their files show them: apps, libraries and tools, and the projects
 * nested in them. JavaScript, since Nx loads it for every command.
 */
const devkit = require('@nx/devkit');
const path = require('node:path');

/**
 * @typedef {object} Project
 * @property {string} root the folder, from the workspace root
 * @property {string} name
 * @property {readonly string[]} tags
 * @property {readonly string[]} files those that say something about the project, from its folder
 * @property {string} anchor one of them, from the workspace root
 * @property {Project | undefined} parent the project whose folder this one is in
 * @property {readonly Project[]} checks the projects inside of this one that check it: {@link CHECKS}
 */

/**
 * Folders for what belongs to a project and is not deployed with it. To `nx affected`, a change of any
 * file of a project is a change of what it deploys, so these folders are projects of their own.
 */
const CHECKS = /\/(test|contract)$/;

/** The document of a contract is a project by itself: there is no more to say about it. */
const CONTRACT = /^apps\/[^/]+\/contract\/openapi\.json$/;

/** Every file that tells what a project is, or what can be done with it. */
const FILES =
  '{apps,libs,tools}/*/**/{project.json,tsconfig.json,cdk.json,openapi.json,stryker.config.mjs,jest.config.cjs,handler.ts,main.ts}';

/**
 * Returns the projects that have these files.
 *
 * @param {readonly string[]} files what matches {@link FILES}
 * @param {string} workspaceRoot
 * @returns {readonly Project[]}
 */
function projectsOf(files, workspaceRoot) {
  const found = files.flatMap((file) => projectOf(file, workspaceRoot) ?? []);
  const byRoot = new Map(found.map((project) => [project.root, project]));
  for (const project of byRoot.values()) nest(project, ownerOf(project.root, byRoot));
  for (const file of files) {
    const owner = ownerOf(file, byRoot);
    owner?.files.push(file.slice(owner.root.length + 1));
  }
  return [...byRoot.values()];
}

/**
 * @typedef {Project & { files: string[], checks: Project[] }} GrowingProject
 *
 * @param {GrowingProject} project
 * @param {GrowingProject | undefined} parent
 */
function nest(project, parent) {
  if (parent === undefined) return;
  project.parent = parent;
  if (CHECKS.test(project.root)) parent.checks.push(project);
  if (!CONTRACT.test(project.anchor)) return;
  project.name = `${parent.name}-contract`;
  project.tags = [...parent.tags.filter((tag) => tag.startsWith('scope:')), 'type:contract'];
}

/**
 * @param {string} file
 * @param {string} workspaceRoot
 * @returns {GrowingProject | undefined}
 */
function projectOf(file, workspaceRoot) {
  const root = path.posix.dirname(file);
  const isNamed = path.posix.basename(file) === 'project.json';
  if (!isNamed && !CONTRACT.test(file)) return undefined;
  /** @type {{ name?: string, tags?: string[] }} */
  const { name = path.posix.basename(root), tags = [] } = isNamed
    ? devkit.readJsonFile(path.join(workspaceRoot, file))
    : {};
  return { root, name, tags, files: [], anchor: file, parent: undefined, checks: [] };
}

/**
 * The project of the nearest folder above a file or folder.
 *
 * @template T
 * @param {string} file
 * @param {ReadonlyMap<string, T>} byRoot
 * @returns {T | undefined}
 */
function ownerOf(file, byRoot) {
  const folder = path.posix.dirname(file);
  if (folder === '.') return undefined;
  return byRoot.get(folder) ?? ownerOf(folder, byRoot);
}

module.exports = { FILES, CHECKS, projectsOf };
