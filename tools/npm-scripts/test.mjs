/** `npm test`: every project's tests, end to end too; Nx runs only what a change has touched. */
import { ensureInstalled, runNx } from './install.mjs';

const args = process.argv.slice(2);

/** The tests of an app or a library are a project of their own, which it runs: each suite is run once. */
const isChosen = args.some((arg) => /^(-p|--projects?|--exclude)(=|$)/.test(arg));
const each = isChosen ? [] : ['--exclude=tag:type:app,tag:type:lib,tag:type:tooling'];

ensureInstalled();
runNx(['run-many', '--target=test', ...each, '--output-style=static', ...args]);
