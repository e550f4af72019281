import { stripVTControlCharacters } from 'node:util';

/** Jest's heading of a failed file, such as `FAIL sandbox src/index.spec.ts (5.2 s)`. */
const FILE = /^\s*FAIL +(\S+) +(\S+)/;
/** Jest's heading of a failed test, such as `  ● the sandbox › answers`. */
const TEST = /^ {2}● (.+)$/;
/** Nx's list of failed tasks at the end, such as `- sandbox:test`. */
const TASK = /^\s*(?:- |✖ +)(?:nx run )?([\w-]+):([\w-]+)/;

/**
 * Returns each failed test once: project, file and name. A task that failed without a failed test, such as a
 * failed build, is returned itself; for a run that failed without a failed task, a message.
 */
export function failuresIn(output: string): readonly string[] {
  const failures = new Set<string>();
  const projects = new Set<string>();
  const tasks = new Set<string>();
  let file = '';
  for (const line of stripVTControlCharacters(output).split('\n')) {
    const [, project = '', path = ''] = FILE.exec(line) ?? [];
    if (path !== '') {
      projects.add(project);
      file = `${project}  ${path}`;
    }
    const [, test] = TEST.exec(line) ?? [];
    if (test !== undefined && file !== '') failures.add(`${file} › ${test}`);
    const [, owner = '', target = ''] = TASK.exec(line) ?? [];
    if (target !== '' && !projects.has(owner)) tasks.add(`${owner}:${target} failed`);
  }
  const found = [...failures, ...tasks];
  return found.length > 0 ? found : ['the run failed before a task did'];
}
