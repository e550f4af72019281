/**
 * What an account's custom resources answered, on disk: as in AWS, a provider is not asked again
 * while a resource's properties stay the same.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

const stateSchema = z.record(
  z.string(),
  z.object({ properties: z.unknown(), deployed: z.unknown() }),
);

export class DeployedState {
  private readonly entries: Record<string, { properties?: unknown; deployed?: unknown }>;

  constructor(private readonly file: string) {
    this.entries = readState(file);
  }

  /** What was written for a resource, unless its properties have changed since. */
  read(key: string, properties: unknown): unknown {
    const entry = Object.hasOwn(this.entries, key) ? this.entries[key] : undefined;
    return isDeepStrictEqual(entry?.properties, properties) ? entry?.deployed : undefined;
  }

  write(key: string, properties: unknown, deployed: unknown): void {
    this.entries[key] = { properties, deployed };
    mkdirSync(dirname(this.file), { recursive: true });
    const written = `${this.file}.new`;
    writeFileSync(written, JSON.stringify(this.entries, null, 2));
    renameSync(written, this.file);
  }
}

/** An unreadable file counts as none: the providers are asked again. */
function readState(file: string): z.output<typeof stateSchema> {
  if (!existsSync(file)) return {};
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
