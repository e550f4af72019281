/** Checks that commands in pages exist in this workspace, with their options. */
import path from 'node:path/posix';
import { isPlaceholder, unknownOption } from './command-words';
import { nxProblem } from './nx-command-problems';
import type { ShellCommand } from './shell-commands';
import type { Workspace } from './workspace';

/** Commands of npm itself. */
const NPM = ['ci', 'install'];

/**
 * Returns the problem of a command, or `undefined`. Programs that are not part of the workspace, such as git,
 * curl and the AWS CLI, are not checked.
 */
export function commandProblem({ words }: ShellCommand, workspace: Workspace): string | undefined {
  const [program = '', ...args] = words;
  if (program === 'npx') return npxProblem(args, workspace);
  if (program === 'nx') return nxProblem(args, workspace);
  if (program === 'npm') return npmProblem(args, workspace);
  if (program === 'node' || program === 'bash') return scriptProblem(args, workspace);
  return undefined;
}

function npxProblem([program = '', ...args]: readonly string[], workspace: Workspace) {
  if (program === 'nx') return nxProblem(args, workspace);
  if (isPlaceholder(program) || workspace.hasProgram(program)) return undefined;
  return `no installed package has the program '${program}'`;
}

function npmProblem([command = '', ...args]: readonly string[], workspace: Workspace) {
  if (NPM.includes(command)) return undefined;
  const [name = '', ...rest] = command === 'run' ? args : [command, ...args];
  if (isPlaceholder(name)) return undefined;
  const script = workspace.scripts[name];
  return script === undefined
    ? `package.json has no script '${name}'`
    : unknownOption(script, rest, workspace);
}

/** Checks the file, its options up to `--`, and a subcommand, which is a word after the file. */
function scriptProblem(args: readonly string[], workspace: Workspace): string | undefined {
  const [file = '', ...rest] = args;
  if (file.startsWith('-') || isPlaceholder(file)) return undefined;
  const script = path.normalize(file);
  if (!workspace.hasFile(script)) return `there is no file ${script}`;
  const end = rest.indexOf('--');
  const own = end < 0 ? rest : rest.slice(0, end);
  const subcommand = own[0] ?? '';
  return /^[a-z]+$/.test(subcommand) && !workspace.knows(script, subcommand)
    ? `${script} has no command '${subcommand}'`
    : unknownOption(script, own, workspace);
}
