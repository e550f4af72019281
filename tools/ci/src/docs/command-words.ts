/** Parses the words of a command. */
import type { Workspace } from './workspace';

/** Returns whether the reader replaces a word or a part of it: `<name>`, `$name`, `…`, or a pattern. */
export function isPlaceholder(word: string): boolean {
  return /[<$…*]/.test(word);
}

/** Returns the names of the long options among words, without dashes and values. */
export function optionsIn(words: readonly string[]): string[] {
  return words.flatMap((word) => /^--([a-zA-Z][\w-]*)/.exec(word)?.[1] ?? []);
}

/**
 * Returns the values of an option, up to the next option: `-t lint test` and `--targets=lint,test`
 * are two values each.
 */
export function valuesOf(words: readonly string[], names: readonly string[]): string[] {
  const start = words.findIndex((word) => names.includes(word.split('=')[0] ?? ''));
  if (start < 0) return [];
  const joined = /=(.*)$/.exec(words[start] ?? '')?.[1];
  if (joined !== undefined) return joined.split(',');
  const after = words.slice(start + 1);
  const end = after.findIndex((word) => word.startsWith('-'));
  return (end < 0 ? after : after.slice(0, end)).flatMap((word) => word.split(','));
}

/** Returns a message about the first option that a script does not know, or `undefined`. */
export function unknownOption(
  script: string,
  words: readonly string[],
  workspace: Workspace,
): string | undefined {
  const unknown = optionsIn(words).find((option) => !workspace.knows(script, option));
  return unknown === undefined ? undefined : `${script} has no option --${unknown}`;
}
