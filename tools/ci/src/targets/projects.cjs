// @ts-check
/**
 * Infers the projects of the workspace from files: apps, libraries and tools, and the projects nested in
 * them. JavaScript, since Nx loads it for every command.
 */
const devkit = require('@nx/devkit');
const fs = require('node:fs');
const path = require('node:path');

/**
 * @typedef {object} Project
 * @property {string} root the folder, relative to the workspace root
 * @property {string} name
 * @property {readonly string[]} tags
 * @property {readonly string[]} files files from which targets are inferred, relative to its folder
 * @property {string} anchor one of them, relative to the workspace root
 * @property {Project | undefined} parent the project that contains this one
 * @property {readonly Project[]} checks the nested projects that check this one: {@link CHECKS}
 */

/**
 * Folders of a project that are not deployed with it. For `nx affected`, a change of any file of a project
 * changes what it deploys, so these folders are separate projects.
 */
const CHECKS = /\/(test|contract)$/;

/**
 * The OpenAPI document of a service is a separate project, together with the types for callers that are
 * generated from it.
 */
const CONTRACT = /^apps\/[^/]+\/contract\/openapi\.json$/;

/**
 * The files that make a folder a project. For `nx affected`, deleting a file of this pattern deletes a
 * project, which affects all others, so other files about a project are not included.
 */
const FILES =
  '{apps/*/**/project.json,libs/*/**/project.json,tools/*/**/project.json,apps/*/contract/openapi.json}';

/** Files from which targets are inferred, in addition to the handlers of functions. */
const MARKERS = [
  ...['tsconfig.json', 'cdk.json', 'openapi.json', 'jest.config.cjs', 'stryker.config.mjs'],
  'src/smoke/main.ts',
];

const LAMBDAS = 'src/lambdas';

/**
 * Returns the projects that have these files.
 *
 * @param {readonly string[]} files the files that match {@link FILES}
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
  // Without a scope, since projects of all scopes may use it.
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
 * Returns the project of the nearest parent folder.
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
