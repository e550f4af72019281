/**
 * The creation stacks of constructs: CDK writes them into the metadata of a stack, in a file next to the template
 * or, in older assemblies, in the manifest.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileOf } from './assembly-file';

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

const metadataSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown() })),
);

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      additionalMetadataFile: z.string().optional(),
      metadata: metadataSchema.optional(),
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

type Metadata = z.output<typeof metadataSchema>;

function metadataIn(folder: string): readonly Metadata[] {
  if (!existsSync(join(folder, 'manifest.json'))) return [];
  const { artifacts } = readJson(join(folder, 'manifest.json'), manifestSchema);
  return Object.values(artifacts).flatMap(
    ({ type, metadata = {}, additionalMetadataFile, properties }) => {
      const nested = properties?.directoryName;
      if (type === 'cdk:cloud-assembly' && nested !== undefined && nested !== '.') {
        return metadataIn(fileOf(folder, nested, 'a nested assembly'));
      }
      if (additionalMetadataFile === undefined) return [metadata];
      const file = fileOf(folder, additionalMetadataFile, 'the metadata of a stack');
      return [metadata, readJson(file, metadataSchema)];
    },
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
  return [{ what, file: file.replace(/^file:\/\//, ''), line: Number(number) }];
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
