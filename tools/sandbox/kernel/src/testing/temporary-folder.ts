/** Temporary folders, which are removed at the end of a spec file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns a function that creates a new empty folder. Call this at the top of a spec file. */
export function temporaryFolders(): () => string {
  const created: string[] = [];
  afterAll(() => {
    for (const folder of created) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-spec-'));
    created.push(folder);
    return folder;
  };
}
