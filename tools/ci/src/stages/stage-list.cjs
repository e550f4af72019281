// @ts-check
/** The list of stages. JavaScript, since Nx loads it for every command. */
const devkit = require('@nx/devkit');
const path = require('node:path');

/** The only list of stages; `libs/stages` derives its types from it. */
const FILE = 'libs/stages/src/stages.json';

/**
 * Returns the names of the stages, in the order in which they are deployed. Reads the file each time, since
 * Nx's daemon keeps running when it changes.
 *
 * @param {string} workspaceRoot
 * @returns {readonly string[]}
 */
function stagesIn(workspaceRoot) {
  return Object.keys(devkit.readJsonFile(path.join(workspaceRoot, FILE)));
}

module.exports = { stagesIn };
