// @ts-check
/** Dependencies of projects that are not visible as imports. */
const path = require('node:path');
const workspace = require('./projects.cjs');

/**
 * @typedef {import('@nx/devkit').ProjectConfiguration} ProjectConfiguration
 * @typedef {{ source: string, target: string, type: string, sourceFile?: string }} Dependency
 */

/** Targets whose `externalDependencies` affect what is deployed. */
const USING_PACKAGES = ['build', 'synth'];

/**
 * Returns the packages that projects are built with but do not import, so that their updates affect these
 * projects in `nx affected`.
 *
 * @param {Readonly<Record<string, ProjectConfiguration>>} projects
 * @param {Readonly<Record<string, unknown>>} externalNodes
 * @returns {Dependency[]}
 */
function packageDependencies(projects, externalNodes) {
  return Object.entries(projects).flatMap(([source, project]) =>
    packagesOf(project)
      .map((name) => `npm:${name}`)
      .filter((target) => target in externalNodes)
      .map((target) => ({
        source,
        target,
        type: 'static',
        sourceFile: `${project.root}/project.json`,
      })),
  );
}

/**
 * Returns the dependencies of tests on everything that they check, also without an import.
 *
 * @param {Readonly<Record<string, ProjectConfiguration>>} projects
 * @returns {Dependency[]}
 */
function checkDependencies(projects) {
  const all = Object.entries(projects);
  const checked = all.filter(([, { root }]) => !workspace.CHECKS.test(root));
  const tests = all.filter(([, { root }]) => workspace.CHECKS.exec(root)?.[1] === 'test');
  return tests.flatMap(([source, { root }]) => {
    const folder = path.posix.dirname(root);
    return checked
      .filter(([, one]) => one.root === folder || one.root.startsWith(`${folder}/`))
      .map(([target]) => ({ source, target, type: 'implicit' }));
  });
}

/** @param {ProjectConfiguration} project */
function packagesOf({ targets = {} }) {
  const inputs = USING_PACKAGES.flatMap((name) => targets[name]?.inputs ?? []);
  const named = inputs.flatMap((input) =>
    typeof input === 'object' && 'externalDependencies' in input ? input.externalDependencies : [],
  );
  return [...new Set(named)];
}

module.exports = { packageDependencies, checkDependencies };
