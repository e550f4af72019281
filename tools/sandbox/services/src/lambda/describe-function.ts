/**
 * A function as Lambda's API describes it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionConfiguration } from './function-configuration';

/** A function or version, and when it became what it is. */
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
  /** In base64. Of the files, since the sandbox has no archive: it differs where they do. */
  readonly CodeSha256: string;
  /** Bytes, unpacked. */
  readonly CodeSize: number;
}

/** By folder, whose files never change. */
const known = new Map<string, Code>();

function codeOf(folder: string): Code {
  let code = known.get(folder);
  if (code === undefined) known.set(folder, (code = hashed(folder)));
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

/** Paths in a folder, sorted; none where the folder is gone. */
function filesIn(folder: string): readonly string[] {
  try {
    return (
      readdirSync(folder, { recursive: true, withFileTypes: true })
        // A map may have been put there for stack traces, and reveals nothing about the code.
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    );
  } catch {
    return [];
  }
}
