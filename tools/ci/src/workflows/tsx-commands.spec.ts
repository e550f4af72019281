/**
 * Checks that scripts that targets run with tsx resolve their imports: tsx reads path aliases from its
 * working directory.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectGraph } from '../testing/project-graph';
import { workspaceRoot } from '../testing/workspace-copy';

const options = z.object({
  command: z.string().default(''),
  cwd: z.string().default('.'),
  env: z.record(z.string(), z.string()).default({}),
});

const commands = Object.entries(projectGraph().nodes).flatMap(([project, { data }]) =>
  Object.entries(data.targets).flatMap(([target, one]) => {
    const { command, cwd, env } = options.parse(one.options);
    const folder = path.join(workspaceRoot, cwd);
    return [...command.matchAll(/node --import tsx (\S+\.ts)/g)].map(([, file = '']) => ({
      task: `${project}:${target}`,
      entry: path.join(folder, file),
      aliases: 'TSX_TSCONFIG_PATH' in env || existsSync(path.join(folder, 'tsconfig.json')),
    }));
  }),
);

/** Returns the aliases that a file imports, directly or transitively. */
function aliasesIn(file: string, seen = new Set<string>()): readonly string[] {
  const source = [file, `${file}.ts`, path.join(file, 'index.ts')].find(
    (one) => one.endsWith('.ts') && existsSync(one),
  );
  if (source === undefined || seen.has(source)) return [];
  seen.add(source);
  // Type imports are removed at run time.
  const code = readFileSync(source, 'utf8').replaceAll(/^(import|export) type [^;]*;/gm, '');
  const names = [...code.matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name);
  return names.flatMap((name) => {
    if (name.startsWith('.')) return aliasesIn(path.resolve(path.dirname(source), name), seen);
    return /^@(cross-account|sandbox)\//.test(name) ? [name] : [];
  });
}

describe("a target's tsx script", () => {
  it('exists', () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const { entry } of commands) expect([entry, existsSync(entry)]).toEqual([entry, true]);
  });

  it.each(commands.filter(({ entry }) => aliasesIn(entry).length > 0))(
    'resolves its path aliases: $task',
    ({ aliases }) => {
      expect(aliases).toBe(true);
    },
  );
});
