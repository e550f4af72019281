/** The creation stacks of constructs, which CDK writes into the metadata of a stack. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { nestedFolder, readJson } from './assembly-file';
import { artifactMetadata, metadataOf, type Metadata } from './assembly-metadata';

/** One call in the creation stack of a construct. */
export interface CreationFrame {
  /** Such as `new FoodStack`. */
  readonly what: string;
  /** Absolute path on the machine of the synthesis. */
  readonly file: string;
  readonly line: number;
}

/** By construct path, the innermost call first, without calls within packages. */
export type CreationStacks = ReadonlyMap<string, readonly CreationFrame[]>;

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      ...artifactMetadata,
      properties: z.object({ directoryName: z.string().optional() }).optional(),
    }),
  ),
});

const FRAME = /^\s*(?:at )?(?<what>.+) \((?<file>[^()]+?):(?<line>\d+):\d+\)$/;

/**
 * Returns the creation stacks of all constructs of an assembly and its nested assemblies; empty if the synthesis did
 * not write them.
 *
 * @param folder the output folder of `cdk synth`.
 * @throws {Error} when a file in it can't be read.
 */
export function readCreationStacks(folder: string): CreationStacks {
  return new Map(
    metadataIn(folder).flatMap((metadata) => Object.entries(metadata).flatMap(stackOf)),
  );
}

function metadataIn(folder: string): readonly Metadata[] {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return [];
  return Object.entries(readJson(manifest, manifestSchema).artifacts).flatMap(([id, artifact]) =>
    artifact.type === 'cdk:cloud-assembly'
      ? metadataIn(nestedFolder(folder, id, artifact.properties?.directoryName))
      : metadataOf(folder, artifact),
  );
}

function stackOf([path, entries]: readonly [string, Metadata[string]]) {
  const stack = entries.find(({ type }) => type === 'aws:cdk:creationStack');
  const lines = z.array(z.string()).safeParse(stack?.data);
  const frames = (lines.data ?? []).flatMap(frameOf);
  return frames.length > 0 ? [[path.replace(/^\//, ''), frames] as const] : [];
}

/** Code of packages is not part of the app. */
function frameOf(line: string): readonly CreationFrame[] {
  const { what = '', file = '', line: number = '' } = FRAME.exec(line)?.groups ?? {};
  if (file === '' || file.startsWith('node:') || file.includes('node_modules')) return [];
  return [{ what, file: pathOf(file), line: Number(number) }];
}

/** Calls within an ECMAScript module have its URL. */
function pathOf(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}
