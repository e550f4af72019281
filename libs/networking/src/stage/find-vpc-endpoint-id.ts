import { stageError } from './select-stage';
import type { SelectedStage } from './select-stage';
import type { ServiceStage } from './stage';

/** Reads a secret's string. Rejects with the SDK's error, whose `name` tells the cause. */
export type SecretReader = (secretArn: string, region: string) => Promise<string | undefined>;

const SECRET_KEY = 'vpcEndpointIdSecretArn';
const ENDPOINT_ID = /^vpce-[0-9a-f]{8,17}$/;

/** A partial ARN, without the six random characters, is not found from another account. */
const FULL_SECRET_ARN =
  /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:.+-[A-Za-z0-9]{6}$/;

const READ_TIMEOUT_MS = 5_000;

/** The SDK is loaded only by a stage that reads a secret: no other pays for it at each synthesis. */
const readFromSecretsManager: SecretReader = async (secretArn, region) => {
  const { GetSecretValueCommand, SecretsManagerClient } =
    await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ region, maxAttempts: 2 });
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretArn }), {
    abortSignal: AbortSignal.timeout(READ_TIMEOUT_MS),
  });
  return answer.SecretString;
};

const reasons: Readonly<Record<string, string>> = {
  AccessDeniedException:
    'may not be read with these credentials: is their principal in the consumer stage’s allowedServicePrincipalArns?',
  ResourceNotFoundException: 'names no secret: deploy the consumer first, then copy its output',
  DecryptionFailure: 'cannot be decrypted with these credentials: is their principal allowed?',
  CredentialsProviderError: 'needs AWS credentials, and there are none',
  AbortError: `did not answer within ${READ_TIMEOUT_MS / 1000} s`,
  TimeoutError: `did not answer within ${READ_TIMEOUT_MS / 1000} s`,
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `could not be read: ${String(error)}`;
  return reasons[error.name] ?? `could not be read: ${error.name}: ${error.message}`;
}

/**
 * The ID of the consumer's execute-api VPC endpoint, as a concrete string: API Gateway redeploys a
 * changed resource policy only when the template itself changes, which a token would hide.
 * @throws ConfigurationError when the stage names no source, or its source gives no endpoint ID
 */
export async function findVpcEndpointId(
  selected: SelectedStage<ServiceStage>,
  readSecret: SecretReader = readFromSecretsManager,
): Promise<string> {
  const { vpcEndpointId, vpcEndpointIdSecretArn: secretArn } = selected.stage;
  if (vpcEndpointId !== undefined) {
    if (ENDPOINT_ID.test(vpcEndpointId)) return vpcEndpointId;
    throw stageError(selected, {
      key: 'vpcEndpointId',
      problem: `must look like vpce-0123456789abcdef0, got '${vpcEndpointId}'`,
    });
  }
  const fail = (problem: string) => stageError(selected, { key: SECRET_KEY, problem });
  if (secretArn === undefined) {
    throw fail('is missing, and vpcEndpointId is too: name one of them');
  }
  const region = FULL_SECRET_ARN.exec(secretArn)?.[1];
  if (region === undefined) {
    throw fail(`must be a full secret ARN with its six-character suffix, got '${secretArn}'`);
  }
  const value = await readSecret(secretArn, region).catch((error: unknown) => {
    throw fail(reasonOf(error));
  });
  if (value === undefined || !ENDPOINT_ID.test(value)) {
    throw fail('holds something else than a VPC endpoint ID (vpce-…)');
  }
  return value;
}
