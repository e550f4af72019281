/**
 * `npm run deploy:sandbox [-- <app>...] [options]`: builds, synthesizes and deploys apps of the workspace
 * into the running sandbox; all of them by default.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, runNx, workspaceRoot } from './install.mjs';

const USAGE = `Usage: npm run deploy:sandbox -- [<app>...] [--data-dir=<folder>]

Builds and synthesizes apps, such as food or food-service, and deploys them into the running sandbox. If
none is named, all apps are deployed, the consumer first.
`;

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));
const options = args.filter((arg) => arg.startsWith('-'));
const wrong = [...options.filter((option) => !/^(--data-dir=.|--help$|-h$)/.test(option))];

if (options.some((option) => option === '--help' || option === '-h')) process.stdout.write(USAGE);
else if (wrong.length > 0)
  refuse(`unknown option ${wrong[0]}; the only option is --data-dir=<folder>`);
else deploy();

function deploy() {
  const apps = appNames();
  const unknown = names.find((name) => appOf(name, apps) === undefined);
  if (unknown !== undefined) {
    refuse(`unknown app ${JSON.stringify(unknown)}; the apps are ${apps.join(', ')}`);
    return;
  }
  ensureInstalled();
  const chosen = names.length > 0 ? names.map((name) => appOf(name, apps)) : apps;
  const projects = `--projects=${chosen.join(',')}`;
  runNx(['run-many', '--target=deploy', '--configuration=sandbox', projects, ...options]);
}

/** Returns the folders with a CDK app. */
function appNames() {
  return readdirSync(join(workspaceRoot, 'apps')).filter((name) =>
    existsSync(join(workspaceRoot, 'apps', name, 'cdk.json')),
  );
}

function appOf(name, apps) {
  return apps.find((app) => app === name || app === `${name}-service`);
}

function refuse(message) {
  console.error(`error: ${message}`);
  process.exitCode = 2;
}
