/** How the workspace builds functions: the options of the target `build` in `nx.json`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { z } from 'zod';

const nxJson = z.object({
  targetDefaults: z.object({
    build: z.object({
      options: z.object({
        platform: z.enum(['node', 'browser', 'neutral']),
        target: z.string(),
        format: z.tuple([z.enum(['esm', 'cjs'])]),
        bundle: z.literal(true),
        minify: z.boolean(),
        esbuildOptions: z.object({
          mainFields: z.array(z.string()),
          outExtension: z.record(z.string(), z.string()),
          legalComments: z.enum(['none', 'inline', 'eof', 'linked', 'external']),
          alias: z.record(z.string(), z.string()),
          sourcesContent: z.boolean(),
        }),
      }),
    }),
  }),
});

/**
 * Returns esbuild's options, so that a function runs after a save as it does after a build.
 *
 * @throws {Error} when one of them is missing in `nx.json`
 */
export function buildOptions(workspaceRoot: string) {
  const root = resolve(workspaceRoot);
  const { options } = readNxJson(join(root, 'nx.json')).targetDefaults.build;
  const { platform, target, bundle, minify, esbuildOptions } = options;
  return {
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.base.json'),
    ...{ platform, target, bundle, minify, format: options.format[0] },
    ...esbuildOptions,
    logLevel: 'silent',
  } as const satisfies BuildOptions;
}

function readNxJson(file: string) {
  const { data, error } = nxJson.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (data === undefined) throw new Error(`${file}: ${z.prettifyError(error)}`);
  return data;
}
