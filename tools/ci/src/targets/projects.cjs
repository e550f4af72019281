// @ts-check
/**
 * The projects of the workspace as their files show them: apps, libraries and tools, and the projects
 * nested in them. JavaScript, since Nx loads it for every command.
 */
const devkit = require('@nx/devkit');
const fs = require('node:fs');
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

/** The document of a contract is a project by itself, with the types for callers that are made of it. */
const CONTRACT = /^apps\/[^/]+\/contract\/openapi\.json$/;

/**
 * The files that make a folder a project. To `nx affected`, a file of this pattern that is deleted is a
 * deleted project, which affects all others: so what else tells about a project is not in it.
 */
const FILES =
  '{apps/*/**/project.json,libs/*/**/project.json,tools/*/**/project.json,apps/*/contract/openapi.json}';

/** Files that tell what can be done with a project, beside the handlers of its functions. */
const MARKERS = [
  ...['tsconfig.json', 'cdk.json', 'openapi.json', 'jest.config.cjs', 'stryker.config.mjs'],
  'src/smoke/main.ts',
];

const LAMBDAS = 'src/lambdas';

/**
 * Returns the projects that have these files.
 *
 * @param {readonly string[]} files what matches {@link FILES}
 * @param {string} workspaceRoot
 * @returns {readonly Project[]}
 */
function projectsOf(files, workspaceRoot) {
  const found = files.map((file) => projectOf(file, workspaceRoot));
  const byRoot = new Map(found.map((project) => [project.root, project]));
  for (const project of found) nest(project, ownerOf(project.root, byRoot));
  return found;
}

/**
 * @typedef {Project & { checks: Project[] }} GrowingProject
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
  // Of nobody's scope: it is what a team offers to all others.
  project.tags = ['scope:shared', 'type:contract'];
}

/**
 * @param {string} anchor
 * @param {string} workspaceRoot
 * @returns {GrowingProject}
 */
function projectOf(anchor, workspaceRoot) {
  const root = path.posix.dirname(anchor);
  const folder = path.join(workspaceRoot, root);
  /** @type {{ name?: string, tags?: string[] }} */
  const { name = path.posix.basename(root), tags = [] } = anchor.endsWith('project.json')
    ? devkit.readJsonFile(path.join(workspaceRoot, anchor))
    : {};
  const files = [...MARKERS, ...handlersIn(folder)].filter((file) => isIn(folder, file));
  return { root, name, tags, files, anchor, parent: undefined, checks: [] };
}

/** @param {string} folder */
function handlersIn(folder) {
  const lambdas = isIn(folder, LAMBDAS) ? fs.readdirSync(path.join(folder, LAMBDAS)) : [];
  return lambdas.sort().map((name) => `${LAMBDAS}/${name}/handler.ts`);
}

/**
 * @param {string} folder
 * @param {string} file
 */
function isIn(folder, file) {
  return fs.existsSync(path.join(folder, file));
}

/**
 * The project of the nearest folder above another.
 *
 * @template T
 * @param {string} root
 * @param {ReadonlyMap<string, T>} byRoot
 * @returns {T | undefined}
 */
function ownerOf(root, byRoot) {
  const folder = path.posix.dirname(root);
  if (folder === '.') return undefined;
  return byRoot.get(folder) ?? ownerOf(folder, byRoot);
}

module.exports = { FILES, CHECKS, projectsOf };
