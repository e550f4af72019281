/** Reads the smoke test's environment variables; no other module of the consumer does. */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import * as z from 'zod/mini';
import type { SigningOptions } from '@cross-account/orders-client/signing';

const service = z.object({
  /** The service's name, which is also the field of its orders. */
  name: z.string().check(z.minLength(1)),
  /** An item of its menu. */
  item: z.string().check(z.minLength(1)),
  /** Base URL, `https://<service>.<domain>/v1`. */
  url: z.string().check(z.startsWith('https://')),
  /** Whether its API requires requests signed by the caller's IAM role. @default false */
  signed: z.optional(z.boolean()),
});

/** A service to order from. */
export type TestedService = Readonly<z.infer<typeof service>>;

const environmentSchema = z.object({
  /** The services, as JSON. */
  SERVICES: z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'is not JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    z.array(service).check(z.minLength(1)),
  ),
  /** PEM of a certificate authority to trust in addition to those of Node.js. */
  CERTIFICATE_AUTHORITY: z.optional(z.string()),
  /** Set by Lambda. */
  AWS_REGION: z.optional(z.string()),
});

/** The smoke test's configuration. */
export interface SmokeTestEnvironment {
  readonly services: readonly TestedService[];
  readonly certificateAuthority?: string;
  /** The function's Region and role; only if a service requires signed requests. */
  readonly signature?: SigningOptions;
}

/** @throws Error with the variable that is missing or invalid */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): SmokeTestEnvironment {
  const { SERVICES, CERTIFICATE_AUTHORITY, AWS_REGION } = environmentSchema.parse(variables);
  return {
    services: SERVICES,
    ...(SERVICES.some(({ signed }) => signed) && { signature: signatureIn(AWS_REGION) }),
    ...(CERTIFICATE_AUTHORITY !== undefined && { certificateAuthority: CERTIFICATE_AUTHORITY }),
  };
}

/** Lambda passes the credentials of the function's role in environment variables. */
function signatureIn(region: string | undefined): SigningOptions {
  if (region === undefined) {
    throw new Error('AWS_REGION must be set: at least one service requires signed requests');
  }
  return { region, credentials: fromEnv() };
}
