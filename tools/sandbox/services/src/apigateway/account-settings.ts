/**
 * The settings that all APIs of an account and Region share, on disk, since the custom resource
 * that sets them is not invoked again after a restart.
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

/** API Gateway's error for a role that does not trust it. */
export const ROLE_NOT_TRUSTED =
  'The role ARN does not have required permissions configured. Please grant trust permission for API ' +
  'Gateway and add the required role policy.';

const fileSchema = z.object({ cloudwatchRoleArn: z.string().optional() });

type Settings = z.output<typeof fileSchema>;

export class AccountSettings {
  private settings: Settings | undefined;

  /**
   * @param file JSON; an unusable file is moved aside. @default nothing is saved
   * @param print called with one line about that. @default not reported
   */
  constructor(
    private readonly file?: string,
    private readonly print: (line: string) => void = () => undefined,
  ) {}

  get loggingRoleArn(): string | undefined {
    this.settings ??= this.read();
    return this.settings.cloudwatchRoleArn;
  }

  /** @throws {Error} when it can't be written. */
  setLoggingRole(cloudwatchRoleArn: string): void {
    if (this.file !== undefined) {
      makePrivateFolder(dirname(this.file));
      writePrivateFile(this.file, JSON.stringify({ cloudwatchRoleArn }, null, 2));
    }
    this.settings = { cloudwatchRoleArn };
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
