/**
 * `npm test`: runs the tests of all projects, including end-to-end tests; Nx skips those that no change
 * affects.
 */
import { ensureInstalled, runNx } from './install.mjs';

const args = process.argv.slice(2);

/**
 * The tests of an app or library are a separate project, whose target it also has: excluded here, so that
 * each suite runs once.
 */
const isChosen = args.some((arg) => /^(-p|--projects?|--exclude)(=|$)/.test(arg));
const each = isChosen ? [] : ['--exclude=tag:type:app,tag:type:lib,tag:type:tooling'];

ensureInstalled();
runNx(['run-many', '--target=test', ...each, '--output-style=static', ...args]);
