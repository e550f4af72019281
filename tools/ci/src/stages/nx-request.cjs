// @ts-check
/**
 * Parses a command line of Nx as Nx does, but without its fallbacks. JavaScript, since Nx loads it for every
 * command.
 */

/**
 * @typedef {object} NxRequest
 * @property {readonly string[]} targets names of targets; empty if there are none
 * @property {readonly string[]} projects names and patterns; empty for all
 * @property {readonly string[]} configurations names of configurations, without duplicates
 */

/** Commands of Nx that run tasks; any other first word is the target itself (`nx deploy food-service`). */
const MANY = ['run-many', 'affected'];

const OPTIONS = {
  configuration: ['-c', '--c', '--configuration'],
  projects: ['-p', '--p', '--projects', '--project'],
  targets: ['-t', '--t', '--targets', '--target'],
};

/**
 * Returns the targets, projects and configurations of a command line.
 *
 * @param {readonly string[]} args the arguments of `nx`
 * @returns {NxRequest}
 * @see https://nx.dev/docs/reference/nx-commands
 */
function nxRequest(args) {
  const end = args.indexOf('--');
  const { words, values } = read(end < 0 ? args : args.slice(0, end));
  const projects = values.projects;
  const configurations = values.configuration;
  if (MANY.includes(words[0] ?? '')) {
    return { targets: values.targets, projects, configurations: distinct(configurations) };
  }
  const [task = '', other] = words[0] === 'run' ? words.slice(1) : words;
  const parts = task.split(':');
  const [project, target] = parts.length > 1 ? parts : [other, task];
  const isNamedTwice = values.targets.length > 0;
  return {
    targets: isNamedTwice ? values.targets : target ? [target] : [],
    projects: [...projects, ...(project ? [project] : [])],
    configurations: distinct([...configurations, ...parts.slice(2)]),
  };
}

/**
 * Returns the positional arguments, and the values of the relevant options.
 *
 * @param {readonly string[]} args
 */
function read(args) {
  /** @type {{ configuration: string[], projects: string[], targets: string[] }} */
  const values = { configuration: [], projects: [], targets: [] };
  /** @type {string[]} */
  const words = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--prod' || word === '--prod=true') values.configuration.push('production');
    const option = optionOf(word);
    if (option === undefined) {
      if (!word.startsWith('-')) words.push(word);
      continue;
    }
    const list = values[option.name];
    if (option.value !== undefined) list.push(...option.value.split(','));
    const takesMany = option.name !== 'configuration' && option.value === undefined;
    while (option.value === undefined && at + 1 < args.length && !args[at + 1]?.startsWith('-')) {
      list.push(...(args[++at] ?? '').split(','));
      if (!takesMany || !MANY.includes(words[0] ?? '')) break;
    }
  }
  return { words, values };
}

/**
 * @param {string} word such as `-c`, `-cdev`, `-c=dev` or `--configuration=dev`
 * @returns {{ name: keyof typeof OPTIONS, value: string | undefined } | undefined}
 */
function optionOf(word) {
  for (const name of /** @type {(keyof typeof OPTIONS)[]} */ (Object.keys(OPTIONS))) {
    for (const written of OPTIONS[name]) {
      if (word === written) return { name, value: undefined };
      if (word.startsWith(`${written}=`)) return { name, value: word.slice(written.length + 1) };
      const isShort = written.length === 2;
      if (isShort && word.startsWith(written)) return { name, value: word.slice(2) };
    }
  }
  return undefined;
}

/** @param {readonly string[]} values */
function distinct(values) {
  return [...new Set(values.filter((value) => value !== ''))];
}

module.exports = { nxRequest };
