/**
 * Rules that were revoked from the default groups of networks, on disk: a custom resource that revoked
 * them is not asked again after a restart, when the group is made anew.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const fileSchema = z.record(z.string(), z.array(z.string()));

export class RevokedRules {
  /** @param file JSON: the IDs of the rules by that of their group. */
  constructor(private readonly file: string) {}

  of(groupId: string): ReadonlySet<string> {
    return new Set(this.read()[groupId]);
  }

  add(groupId: string, ruleIds: ReadonlySet<string>): void {
    const all = { ...this.read(), [groupId]: [...this.of(groupId), ...ruleIds] };
    mkdirSync(dirname(this.file), { recursive: true });
    const written = `${this.file}.new`;
    writeFileSync(written, JSON.stringify(all, null, 2));
    renameSync(written, this.file);
  }

  /** @throws {Error} at a file that holds something else. */
  private read(): z.output<typeof fileSchema> {
    if (!existsSync(this.file)) return {};
    return fileSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
  }
}
