/**
 * The description of a function in Lambda's API.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionConfiguration } from './function-configuration';

/** A function or version, and when it was last modified. */
export interface DescribedFunction {
  readonly configuration: FunctionConfiguration;
  /** With the qualifier, if any. */
  readonly arn: string;
  readonly version: string;
  readonly modifiedAt: Date;
}

/**
 * Returns the members of `FunctionConfiguration`.
 *
 * @param vpcOfSubnet the ID of the VPC that a subnet is in.
 */
export function describe(
  { configuration, arn, version, modifiedAt }: DescribedFunction,
  vpcOfSubnet: (subnetId: string) => string,
): object {
  const { vpc, logging } = configuration;
  const [subnetId] = vpc?.subnetIds ?? [];
  return {
    FunctionName: configuration.name,
    FunctionArn: arn,
    Runtime: configuration.runtime,
    Role: configuration.roleArn,
    Handler: configuration.handler,
    ...codeOf(configuration.codeFolder),
    Description: configuration.description,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    LastModified: modifiedAt.toISOString().replace('Z', '+0000'),
    Version: version,
    VpcConfig: {
      SubnetIds: vpc?.subnetIds ?? [],
      SecurityGroupIds: vpc?.securityGroupIds ?? [],
      VpcId: subnetId === undefined ? '' : vpcOfSubnet(subnetId),
      Ipv6AllowedForDualStack: false,
    },
    ...(Object.keys(configuration.variables).length > 0
      ? { Environment: { Variables: configuration.variables } }
      : {}),
    TracingConfig: { Mode: configuration.tracingMode },
    Layers: [],
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [configuration.architecture],
    EphemeralStorage: { Size: configuration.ephemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: {
      LogFormat: logging.format,
      ...(logging.format === 'JSON'
        ? {
            ApplicationLogLevel: logging.applicationLevel ?? 'INFO',
            SystemLogLevel: logging.systemLevel ?? 'INFO',
          }
        : {}),
      LogGroup: configuration.logGroup,
    },
  };
}

interface Code {
  /** The SHA-256 in base64, of the files, since the sandbox has no archive. */
  readonly CodeSha256: string;
  /** The unpacked size in bytes. */
  readonly CodeSize: number;
}

/** Cached by folder, since the files of a code folder never change. */
const codes = new Map<string, Code>();

function codeOf(folder: string): Code {
  let code = codes.get(folder);
  if (code === undefined) codes.set(folder, (code = hashed(folder)));
  return code;
}

function hashed(folder: string): Code {
  const hash = createHash('sha256');
  let CodeSize = 0;
  for (const name of filesIn(folder)) {
    const bytes = readFileSync(join(folder, name));
    CodeSize += bytes.length;
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return { CodeSha256: hash.digest('base64'), CodeSize };
}

/** Returns the sorted paths in a folder; none if the folder was deleted. */
function filesIn(folder: string): readonly string[] {
  try {
    return (
      readdirSync(folder, { recursive: true, withFileTypes: true })
        // Source maps may have been added for stack traces; they are not part of the code.
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    );
  } catch {
    return [];
  }
}
