/** Imports between files of the workspace, including types. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';

const tsconfigSchema = z.object({
  compilerOptions: z.object({ paths: z.record(z.string(), z.tuple([z.string()])) }),
});

/** Returns the files of the workspace except for tests, with the files that each imports. */
export function fileImports(): Readonly<Record<string, readonly string[]>> {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'],
    { cwd: workspaceRoot, encoding: 'utf8' },
  )
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(workspaceRoot, file)))
    .filter((file) => !/\.(spec|e2e|d)\.ts$/.test(file));
  const known = new Set(files);
  const aliases = pathAliases();
  return Object.fromEntries(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(
        readFileSync(path.join(workspaceRoot, file), 'utf8'),
      );
      const targets = importedFiles.flatMap(({ fileName }) => {
        const base = aliases(fileName) ?? relativeTo(file, fileName);
        const found =
          base && [base, `${base}.ts`, `${base}/index.ts`].find((each) => known.has(each));
        return found ? [found] : [];
      });
      return [file, targets];
    }),
  );
}

function relativeTo(file: string, imported: string): string | undefined {
  return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : undefined;
}

/** Returns a function that resolves the path aliases of `tsconfig.base.json`. */
function pathAliases(): (imported: string) => string | undefined {
  const text = readFileSync(path.join(workspaceRoot, 'tsconfig.base.json'), 'utf8');
  const { paths } = tsconfigSchema.parse(JSON.parse(text)).compilerOptions;
  return (imported) => {
    for (const [name, [target]] of Object.entries(paths)) {
      const [start = '', end] = name.split('*');
      if (end === undefined ? imported !== name : !imported.startsWith(start)) continue;
      return path.posix.normalize(target.replace('*', imported.slice(start.length)));
    }
    return undefined;
  };
}
