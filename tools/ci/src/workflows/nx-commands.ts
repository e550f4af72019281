/** The commands of Nx in texts that people and machines follow. */

/** What one `nx` command asks for. */
export interface NxCommand {
  readonly command: string;
  /** Undefined for all projects, or the affected ones. */
  readonly projects?: readonly string[];
  readonly targets: readonly string[];
  /** As it is written: a shell variable, or `<name>` in a text. */
  readonly configuration?: string;
}

/** Every `npx nx run|affected|run-many` in a text. */
export function nxCommandsIn(text: string): NxCommand[] {
  return [...text.matchAll(/npx nx (run|affected|run-many) ([^\n`|#]*)/g)].map(
    ([command, kind, rest = '']) => {
      const words = rest.split(/\s+/).filter((word) => word !== '');
      const configuration = optionOf(words, ['-c', '--configuration']).at(0)?.replaceAll('"', '');
      const [project, target] = (words[0] ?? '').split(':');
      const named = optionOf(words, ['-p', '--projects']);
      const projects = kind === 'run' ? [project ?? ''] : named;
      return {
        command,
        targets: kind === 'run' ? [target ?? ''] : optionOf(words, ['-t', '--targets', '--target']),
        ...(projects.length > 0 && { projects }),
        ...(configuration !== undefined && { configuration }),
      };
    },
  );
}

/** The values behind an option, up to the next option. */
function optionOf(words: readonly string[], names: readonly string[]): string[] {
  const start = words.findIndex((word) => names.includes(word.split('=')[0] ?? ''));
  if (start < 0) return [];
  const joined = /=(.*)$/.exec(words[start] ?? '')?.[1];
  if (joined !== undefined) return joined.split(',');
  const after = words.slice(start + 1);
  const end = after.findIndex((word) => word.startsWith('-'));
  return (end < 0 ? after : after.slice(0, end)).flatMap((word) => word.split(','));
}
