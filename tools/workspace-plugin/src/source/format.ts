/** Formats code with Prettier, as `prettier --check` in this workspace expects. */
import { extname } from 'node:path';
import { readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';

const PARSERS: Readonly<Record<string, string>> = {
  '.cjs': 'babel',
  '.json': 'json',
  '.ts': 'typescript',
};

/**
 * Returns the text formatted with `.prettierrc.json`.
 *
 * Nx's `formatFiles` runs too late for a generator that compares generated with existing files, and its
 * dynamic import of Prettier does not work in Jest.
 * @param path determines the language; text of unknown languages is returned unchanged
 */
export async function formatted(tree: Tree, path: string, text: string): Promise<string> {
  const parser = PARSERS[extname(path)];
  if (parser === undefined) return text;
  const settings: Options = tree.exists('.prettierrc.json')
    ? readJson(tree, '.prettierrc.json')
    : {};
  return format(text, { ...settings, parser, plugins: [babel, estree, typescript] });
}
