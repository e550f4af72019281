/** Formats code as the workspace's own `prettier --check` wants it. */
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
 * The text as Prettier writes it with the settings of `.prettierrc.json`.
 *
 * Nx's `formatFiles` comes too late for a generator that compares what it would write with what is
 * there; and its dynamic import of Prettier does not work in Jest.
 * @param path decides the language; one that is not known is left as it is
 */
export async function formatted(tree: Tree, path: string, text: string): Promise<string> {
  const parser = PARSERS[extname(path)];
  if (parser === undefined) return text;
  const settings: Options = tree.exists('.prettierrc.json')
    ? readJson(tree, '.prettierrc.json')
    : {};
  return format(text, { ...settings, parser, plugins: [babel, estree, typescript] });
}
