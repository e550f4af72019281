/**
 * Rules that were revoked from the default groups of networks, on disk: a custom resource that revoked
 * them is not asked again after a restart, when the group is made anew.
 */
import { dirname } from 'node:path';
import { z } from 'zod';
import { makePrivateFolder, readPrivateFile, writePrivateFile } from '../../files/private-files';

const fileSchema = z.record(z.string(), z.array(z.string()));

export class RevokedRules {
  /** @param file JSON: the IDs of the rules by that of their group. */
  constructor(private readonly file: string) {}

  of(groupId: string): ReadonlySet<string> {
    return new Set(this.read()[groupId]);
  }

  add(groupId: string, ruleIds: ReadonlySet<string>): void {
    const all = { ...this.read(), [groupId]: [...this.of(groupId), ...ruleIds] };
    makePrivateFolder(dirname(this.file));
    writePrivateFile(this.file, JSON.stringify(all, null, 2));
  }

  /** @throws {Error} at a file that holds something else. */
  private read(): z.output<typeof fileSchema> {
    const text = readPrivateFile(this.file);
    return text === undefined ? {} : fileSchema.parse(JSON.parse(text));
  }
}
