/** Reads the endpoint's ID from Secrets Manager, and explains errors. */

/** The options of a reader. */
export interface SecretReaderProps {
  /** Timeout in milliseconds, including retries. @default 5000 */
  readonly timeout?: number;
  /** The endpoint of Secrets Manager. @default AWS's, or that of the SDK's environment variables */
  readonly endpoint?: string;
  /** The credentials to sign with. @default the SDK's default credentials */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Reads a secret's string. Rejects with the SDK's error, whose `name` identifies the cause. */
export type SecretReader = (secretArn: string, region: string) => Promise<string | undefined>;

/**
 * Returns a reader that calls Secrets Manager. The SDK is loaded only when a secret is read, which a stage
 * that specifies the ID itself does not need.
 */
export function secretsManagerReader({
  timeout = 5_000,
  ...config
}: SecretReaderProps = {}): SecretReader {
  return async (secretArn, region) => {
    const { GetSecretValueCommand, SecretsManagerClient } =
      await import('@aws-sdk/client-secrets-manager');
    const client = new SecretsManagerClient({ region, maxAttempts: 2, ...config });
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: secretArn }), {
        abortSignal: AbortSignal.timeout(timeout),
      });
      return answer.SecretString;
    } finally {
      client.destroy();
    }
  };
}

const TOO_LATE =
  'could not be read, because Secrets Manager did not respond in time: check the network connection';
const BAD_CREDENTIALS = 'could not be read with invalid AWS credentials: sign in again';

const reasons: Readonly<Record<string, string>> = {
  NoSandboxError:
    'is a secret of the sandbox, but no running sandbox is specified: synthesize with npx nx synth <app> -c sandbox',
  ResourceNotFoundException: 'does not exist: deploy the consumer first, then copy its output',
  DecryptionFailure:
    'cannot be decrypted with these credentials: check that the principal is in allowedServicePrincipalArns of the consumer’s stage',
  CredentialsProviderError: 'requires AWS credentials, but none were found',
  ExpiredTokenException: BAD_CREDENTIALS,
  UnrecognizedClientException: BAD_CREDENTIALS,
  InvalidSignatureException: BAD_CREDENTIALS,
  AbortError: TOO_LATE,
  TimeoutError: TOO_LATE,
};

/**
 * Returns why a secret could not be read, as the end of a sentence about its ARN, on one line.
 * @param account the stage's account, whose credentials should have been used
 */
export function readErrorMessage(error: unknown, account: string): string {
  if (!(error instanceof Error)) return `could not be read: ${String(error)}`;
  const { name } = error;
  const message = error.message.replaceAll(/\s+/g, ' ').trim();
  if (name === 'AccessDeniedException') return deniedMessage(message, account);
  return reasons[name] ?? `could not be read: ${name}${message && `: ${message}`}`;
}

const LET_IN =
  'check that the principal is in allowedServicePrincipalArns of the consumer’s stage, and is allowed to call secretsmanager:GetSecretValue and kms:Decrypt';

/** Secrets Manager's message contains the caller: `User: arn:aws:sts::<account>:… is not authorized to …`. */
function deniedMessage(message: string, account: string): string {
  const [, caller, callersAccount] = /User: (arn:aws[a-z-]*:\w+::(\d{12}):\S+)/.exec(message) ?? [];
  if (caller === undefined) return `may not be read by these credentials: ${LET_IN}`;
  // Intended in a tooling account that deploys for others, and otherwise a common mistake.
  const elsewhere =
    callersAccount === account ? '' : `, which is not in the stage’s account ${account}`;
  return `may not be read by ${caller}${elsewhere}: ${LET_IN}`;
}
