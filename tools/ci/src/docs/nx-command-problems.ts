/** Checks that the projects, targets, configurations, generators and options of Nx commands exist. */
import { isPlaceholder, optionsIn, unknownOption, valuesOf } from './command-words';
import type { Project, Target, Workspace } from './workspace';

/** Nx commands without a target. */
const WITHOUT_TARGET = ['affected', 'graph', 'migrate', 'release', 'reset', 'run', 'run-many'];

/** Long options of Nx itself; it passes all others on to the target. */
const NX_OPTIONS = [
  ...['base', 'configuration', 'exclude', 'files', 'graph', 'head', 'output-style', 'parallel'],
  ...['projects', 'skip-nx-cache', 'targets', 'verbose'],
];

/** The projects and targets that a command runs. */
interface Request {
  /** Names or tags; empty for all projects, or for the affected ones. */
  readonly projects: readonly string[];
  readonly targets: readonly string[];
  readonly configuration: string | undefined;
  readonly options: readonly string[];
}

/** Returns the problem of an Nx command, or `undefined`. @param args the arguments of `nx` */
export function nxProblem(args: readonly string[], workspace: Workspace): string | undefined {
  const [command = '', ...rest] = args;
  if (command === 'g' || command === 'generate') return generatorProblem(rest, workspace);
  if (command === 'show') return showProblem(rest, workspace);
  const request = requestOf(command, rest);
  if (request.targets.length > 0) return requestProblem(request, workspace);
  return WITHOUT_TARGET.includes(command) ? undefined : `Nx has no command '${command}'`;
}

/** Parses `run`, `run-many`, `affected`, and the short form `nx <target> [<project>]`. */
function requestOf(command: string, words: readonly string[]): Request {
  const [first = ''] = words;
  const [project = '', target, third] = first.split(':');
  const configuration = third ?? valuesOf(words, ['-c', '--configuration'])[0];
  const common = { configuration, options: words.filter((word) => word.startsWith('--')) };
  if (command === 'run') {
    return target === undefined
      ? { projects: [], targets: [], ...common }
      : { projects: [project], targets: [target], ...common };
  }
  if (WITHOUT_TARGET.includes(command)) {
    const targets = valuesOf(words, ['-t', '--targets']);
    return { projects: valuesOf(words, ['-p', '--projects']), targets, ...common };
  }
  const projects = first === '' || first.startsWith('-') ? [] : [first];
  return { projects, targets: [command], ...common };
}

function requestProblem(request: Request, workspace: Workspace): string | undefined {
  const named = request.projects.filter((one) => !isPlaceholder(one));
  const unknown = named.find((pattern) => projectsOf(pattern, workspace).length === 0);
  if (unknown !== undefined) return `no project is called, or has the tag, '${unknown}'`;
  return request.targets
    .filter((target) => !isPlaceholder(target))
    .map((target) => targetProblem(target, named, request, workspace))
    .find((problem) => problem !== undefined);
}

function targetProblem(
  target: string,
  named: readonly string[],
  request: Request,
  workspace: Workspace,
): string | undefined {
  const lacking = named
    .flatMap((pattern) => projectsOf(pattern, workspace))
    .find(([, { targets }]) => !(target in targets));
  if (lacking !== undefined) return `${lacking[0]} has no target '${target}'`;
  const names = named.length > 0 ? named : ['*'];
  const found = names
    .flatMap((pattern) => projectsOf(pattern, workspace))
    .flatMap(([, { targets }]) => targets[target] ?? []);
  if (found.length === 0) return `no project has a target '${target}'`;
  return configurationProblem(target, request, found) ?? optionProblem(request, found, workspace);
}

function configurationProblem(
  target: string,
  { configuration }: Request,
  found: readonly Target[],
): string | undefined {
  if (configuration === undefined) {
    const needs = found.some(({ needsConfiguration }) => needsConfiguration);
    return needs ? `'${target}' needs a stage: -c <stage>` : undefined;
  }
  // Nx also runs targets without configurations, such as `test` together with `deploy`.
  const known = found.flatMap(({ configurations }) => configurations);
  return known.length === 0 || known.includes(configuration) || isPlaceholder(configuration)
    ? undefined
    : `'${target}' has no configuration '${configuration}'`;
}

/** Checks the options of scripts in the workspace; those of other commands are unknown. */
function optionProblem(
  { options }: Request,
  found: readonly Target[],
  workspace: Workspace,
): string | undefined {
  const end = options.indexOf('--');
  const own = end < 0 ? options : options.slice(0, end);
  const passed = own.filter((word) => optionsIn([word]).every((one) => !NX_OPTIONS.includes(one)));
  return found
    .map(({ script }) => (script === undefined ? script : unknownOption(script, passed, workspace)))
    .find((problem) => problem !== undefined);
}

function generatorProblem(
  [name = '', ...words]: readonly string[],
  { generators }: Workspace,
): string | undefined {
  const options = generators[name];
  if (options === undefined) return `there is no generator '${name}'`;
  const unknown = optionsIn(words).find((one) => one !== 'dry-run' && !options.includes(one));
  return unknown === undefined ? undefined : `${name} has no option --${unknown}`;
}

function showProblem([what, name]: readonly string[], { projects }: Workspace) {
  if (what !== 'project' || name === undefined || isPlaceholder(name)) return undefined;
  return name in projects ? undefined : `no project is called '${name}'`;
}

/** Returns the projects that have a name or a tag; `*` is every project. */
function projectsOf(pattern: string, { projects }: Workspace): [string, Project][] {
  return Object.entries(projects).filter(
    ([name, { tags }]) =>
      pattern === '*' || name === pattern || tags.some((tag) => `tag:${tag}` === pattern),
  );
}
