// @ts-check
/** The list of stages. JavaScript, since Nx loads it for every command. */
const devkit = require('@nx/devkit');
const path = require('node:path');

/** The one list: `libs/stages` makes its types of it. */
const FILE = 'libs/stages/src/stages.json';

/**
 * Returns the names of the stages, in the order in which they are deployed. Reads the file each time: the
 * daemon of Nx stays while it changes.
 *
 * @param {string} workspaceRoot
 * @returns {readonly string[]}
 */
function stagesIn(workspaceRoot) {
  return Object.keys(devkit.readJsonFile(path.join(workspaceRoot, FILE)));
}

module.exports = { stagesIn };
