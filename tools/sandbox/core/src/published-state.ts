/** The file with the addresses of a running sandbox, for other commands: `sandbox.json` in its data folder. */
import { join } from 'node:path';
import { z } from 'zod';
import { moveAside, writePrivateFile } from '@sandbox/kernel/files/private-files';
import { readPrivateJson } from '@sandbox/kernel/files/private-json';
import { reasonOf } from '@sandbox/kernel/one-line';

const stateSchema = z.object({
  pid: z.number(),
  /** The base URL of each service. */
  services: z.array(z.string()).readonly(),
  /** The path of the CA certificate that clients have to trust. */
  authority: z.string(),
  /** The endpoint of the AWS APIs, such as `http://127.0.0.1:4566`. */
  aws: z.string(),
});

export type PublishedState = Readonly<z.output<typeof stateSchema>>;

/** @throws {Error} when it can't be written; an existing file is not changed. */
export function publishState(dataDir: string, state: PublishedState): void {
  writePrivateFile(fileIn(dataDir), `${JSON.stringify(state, null, 2)}\n`);
}

/**
 * Moves an unusable file of an earlier run aside.
 *
 * @param print called with one line about that.
 */
export function checkPublishedState(dataDir: string, print: (line: string) => void): void {
  const file = fileIn(dataDir);
  try {
    readPrivateJson(file, stateSchema);
  } catch (error) {
    const aside = moveAside(file);
    print(
      `${file} can't be used (${reasonOf(error)}). Nothing is lost: it is written at every start. ` +
        `It is kept as ${aside}`,
    );
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'sandbox.json');
}
