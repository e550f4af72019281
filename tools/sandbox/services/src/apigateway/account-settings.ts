/**
 * What all APIs of an account and Region share, on disk: a custom resource that has set it is not asked
 * again after a restart.
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

/** What API Gateway says to a role that does not trust it. */
export const ROLE_NOT_TRUSTED =
  'The role ARN does not have required permissions configured. Please grant trust permission for API ' +
  'Gateway and add the required role policy.';

const fileSchema = z.object({ cloudwatchRoleArn: z.string().optional() });

type Settings = z.output<typeof fileSchema>;

export class AccountSettings {
  private known: Settings | undefined;

  /**
   * @param file JSON; one that can't be used is put aside. @default nothing is kept
   * @param print called with one line about that. @default not reported
   */
  constructor(
    private readonly file?: string,
    private readonly print: (line: string) => void = () => undefined,
  ) {}

  get loggingRoleArn(): string | undefined {
    this.known ??= this.read();
    return this.known.cloudwatchRoleArn;
  }

  /** @throws {Error} when it can't be written. */
  setLoggingRole(cloudwatchRoleArn: string): void {
    if (this.file !== undefined) {
      makePrivateFolder(dirname(this.file));
      writePrivateFile(this.file, JSON.stringify({ cloudwatchRoleArn }, null, 2));
    }
    this.known = { cloudwatchRoleArn };
  }

  private read(): Settings {
    if (this.file === undefined) return {};
    try {
      return readPrivateJson(this.file, fileSchema) ?? {};
    } catch (error) {
      const aside = moveAside(this.file);
      this.print(
        `${this.file} can't be used (${reasonOf(error)}), so API Gateway has no logging role until ` +
          `it is set again. The file was moved to ${aside}`,
      );
      return {};
    }
  }
}
