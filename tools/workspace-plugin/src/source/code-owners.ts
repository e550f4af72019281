/**
 * Reads and changes CODEOWNERS, by pattern.
 * @see https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
import type { Tree } from '@nx/devkit';

/** The paths of CODEOWNERS, in GitHub's order of precedence. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

const OWNER =
  /^(@[a-zA-Z\d](-?[a-zA-Z\d]){0,38}(\/[\w.-]+)?|[\w.%+-]+@[a-zA-Z\d-]+(\.[a-zA-Z\d-]+)+)$/;

/** Description of a valid owner, for messages. */
export const OWNER_FORM = '@user, @org/team or an e-mail address';

/** Returns whether a text has the form of an owner: a user, a team, or an e-mail address. */
export function isOwner(owner: string): boolean {
  return OWNER.test(owner);
}

/** The pattern of default owners, which later lines override. */
export const EVERYTHING = '*';

/** The lines of CODEOWNERS. Changes affect only the line of one pattern. */
export class CodeOwners {
  private constructor(
    readonly path: string,
    private readonly lines: readonly string[],
  ) {}

  /** Returns the file that GitHub would use, or an empty one if there is none. */
  static read(tree: Tree): CodeOwners {
    const path = PLACES.find((place) => tree.exists(place)) ?? PLACES[0];
    const text = tree.read(path, 'utf8') ?? '';
    return new CodeOwners(path, text === '' ? [] : text.replace(/\n$/, '').split('\n'));
  }

  /** The file's content. */
  get text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  /** Returns the owners of a pattern, or undefined if no line has it. */
  ownersOf(pattern: string): readonly string[] | undefined {
    const line = this.lines.findLast((one) => patternOf(one) === pattern);
    return line === undefined ? undefined : fieldsOf(line).slice(1);
  }

  /**
   * Returns a copy with these owners for a pattern: in its line, or in a new line after those of the same
   * folder.
   */
  withOwners(pattern: string, owners: readonly string[]): CodeOwners {
    const line = [pattern, ...owners].join(' ');
    const known = this.lines.findLastIndex((one) => patternOf(one) === pattern);
    if (known >= 0) return new CodeOwners(this.path, this.lines.with(known, line));
    const folder = /^\/[^/]+\//.exec(pattern)?.[0];
    const sibling = this.lines.findLastIndex((one) => folder && one.startsWith(folder));
    const position = sibling >= 0 ? sibling + 1 : this.lines.length;
    return new CodeOwners(this.path, this.lines.toSpliced(position, 0, line));
  }

  /** Returns a copy without lines for a pattern. */
  without(pattern: string): CodeOwners {
    const lines = this.lines.filter((line) => patternOf(line) !== pattern);
    return new CodeOwners(this.path, lines);
  }
}

function fieldsOf(line: string): readonly string[] {
  return line
    .replace(/\s*#.*$/, '')
    .trim()
    .split(/\s+/);
}

function patternOf(line: string): string | undefined {
  return fieldsOf(line)[0];
}
