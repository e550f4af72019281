/**
 * The metadata of constructs in a cloud assembly. CDK writes them into a file next to the template or, in older
 * assemblies, into the manifest.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fileOf, validJson } from './assembly-file';

export const metadataSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown() })),
);

/** Entries by construct path, which begins with a slash. */
export type Metadata = z.output<typeof metadataSchema>;

/** The metadata of an artifact in a manifest. */
export const artifactMetadata = {
  metadata: metadataSchema.optional(),
  additionalMetadataFile: z.string().optional(),
};

/**
 * Returns the metadata of an artifact, from the manifest and from its file.
 *
 * @param folder the assembly of the artifact.
 * @param type reads a file only if it has an entry of this type: most files have thousands of others. @default any
 * @throws {Error} with the file, when it is missing, invalid or outside of the assembly.
 */
export function metadataOf(
  folder: string,
  { metadata = {}, additionalMetadataFile }: z.output<z.ZodObject<typeof artifactMetadata>>,
  type = '',
): readonly Metadata[] {
  if (additionalMetadataFile === undefined) return [metadata];
  const file = fileOf(folder, additionalMetadataFile, 'the metadata of a stack');
  const text = readFileSync(file, 'utf8');
  return text.includes(type) ? [metadata, validJson(file, text, metadataSchema)] : [metadata];
}
