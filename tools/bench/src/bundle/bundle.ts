/** Measures the size of the bundles, and of the packages in them. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { version } from 'esbuild';
import type { Benchmark } from '../benchmark';
import { FUNCTIONS, bareBundle, flags, ownMetafile } from '../functions/candidates';
import type { Figure, Table } from '../report/result';
import { ratioFigure, type FigureProps } from '../report/statistics';
import { bundleFile } from '../workspace';
import { packagesIn } from './packages';

const KILOBYTE = 1000;
/** Allowed difference between a bundle and its metafile, as a share: Nx adds a comment. */
const TOLERANCE = 0.01;

/** Sizes don't vary between runs. */
const exact = { noise: 0.01 };

export const bundle: Benchmark = {
  name: 'bundle',
  run: async () => {
    const byDefault = await bareBundle({ bundle: true, minify: true, platform: 'node' });
    const sameFlags = await bareBundle(flags());
    const own = FUNCTIONS.map((name) => ({ name, code: readFileSync(bundleFile(name)) }));
    const figures = own.flatMap(({ name, code }) => [
      ratio(
        {
          id: `bundle/${name}/default`,
          what: `bundle of \`${name}\`, gzip`,
          against: "esbuild's default bundle of lib-dynamodb",
          goal: 0.5,
        },
        code,
        byDefault,
      ),
      ratio(
        {
          id: `bundle/${name}/flags`,
          what: `bundle of \`${name}\`, gzip`,
          against: 'bare lib-dynamodb bundle, same flags',
        },
        code,
        sameFlags,
      ),
    ]);
    return { figures, tables: [await contents()], plots: [], conditions: [`esbuild ${version}`] };
  },
};

function ratio(props: FigureProps, own: Buffer, other: Buffer): Figure {
  return ratioFigure(
    { ...exact, ...props },
    { own: [gzipped(own)], other: [gzipped(other)], unit: 'KB' },
  );
}

/** Returns the gzipped size in KB. */
function gzipped(code: Buffer): number {
  return gzipSync(code, { level: 9 }).length / KILOBYTE;
}

/** @throws {Error} when the metafile does not match the bundle */
async function contents(): Promise<Table> {
  const listings = await Promise.all(
    FUNCTIONS.map(async (name) => {
      const packages = packagesIn(await ownMetafile(name));
      const listed = [...packages.values()].reduce((sum, bytes) => sum + bytes, 0);
      const size = readFileSync(bundleFile(name)).length;
      if (Math.abs(listed - size) > size * TOLERANCE) {
        throw new Error(`${name} has ${size} bytes, but ${listed} are listed: build it again`);
      }
      return packages;
    }),
  );
  const names = [...new Set(listings.flatMap((packages) => [...packages.keys()]))];
  const most = (name: string) => Math.max(...listings.map((packages) => packages.get(name) ?? 0));
  const rows = names
    .sort((one, other) => most(other) - most(one))
    .map((name) => [name, ...listings.map((packages) => kilobytes(packages.get(name) ?? 0))]);
  return { title: 'What is inside, in KB, minified', head: ['package', ...FUNCTIONS], rows };
}

function kilobytes(bytes: number): string {
  return bytes === 0 ? '–' : (bytes / KILOBYTE).toFixed(1);
}
