/**
 * The environment variables that Lambda sets itself.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
import type { FunctionConfiguration } from './function-configuration';

interface Environment {
  readonly region: string;
  /** The endpoint of the AWS APIs. */
  readonly awsEndpoint: string;
  readonly configuration: FunctionConfiguration;
  readonly version: string;
  readonly logStream: string;
}

/** The variables that a function's own may override. */
export const UNRESERVED_VARIABLES = {
  LANG: 'en_US.UTF-8',
  AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
};

/** Returns the variables for one environment of a version, without its credentials. */
export function reservedVariables(environment: Environment): Record<string, string> {
  const { region, awsEndpoint, configuration, version, logStream } = environment;
  const { logging } = configuration;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    ...(logging.format === 'JSON'
      ? {
          AWS_LAMBDA_LOG_FORMAT: 'JSON',
          AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel ?? 'INFO',
        }
      : {}),
    TZ: ':UTC',
  };
}
