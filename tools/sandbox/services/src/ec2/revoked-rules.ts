/**
 * The rules revoked from the default groups of VPCs, on disk: the custom resource that revoked them
 * is not invoked again after a restart, which creates the group again.
 */
import { dirname } from 'node:path';
import { z } from 'zod';
import {
  makePrivateFolder,
  moveAside,
  writePrivateFile,
} from '@sandbox/kernel/files/private-files';
import { readPrivateJson } from '@sandbox/kernel/files/private-json';
import { reasonOf } from '@sandbox/kernel/one-line';

const fileSchema = z.record(z.string(), z.array(z.string()));

export class RevokedRules {
  /**
   * @param file JSON with the rule IDs by group ID. An unusable file is moved aside.
   * @param print called with one line about that. @default not reported
   */
  constructor(
    private readonly file: string,
    private readonly print: (line: string) => void = () => undefined,
  ) {}

  of(groupId: string): ReadonlySet<string> {
    return new Set(this.read()[groupId]);
  }

  /** @throws {Error} when it can't be written. */
  add(groupId: string, ruleIds: ReadonlySet<string>): void {
    const all = { ...this.read(), [groupId]: [...this.of(groupId), ...ruleIds] };
    makePrivateFolder(dirname(this.file));
    writePrivateFile(this.file, JSON.stringify(all, null, 2));
  }

  private read(): z.output<typeof fileSchema> {
    try {
      return readPrivateJson(this.file, fileSchema) ?? {};
    } catch (error) {
      const aside = moveAside(this.file);
      this.print(
        `${this.file} can't be used (${reasonOf(error)}), so the rules that were revoked from default ` +
          `security groups apply again until their stacks are recreated. It was moved to ${aside}`,
      );
      return {};
    }
  }
}
