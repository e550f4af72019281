/** Finds the trace that shows why a synthesis could not read a secret. */
import type { ReceivedTrace } from '@sandbox/front-doors/control-api/trace-schema';
import type { SandboxClient } from './sandbox-client';

export type { ReceivedTrace };

const GET_SECRET_VALUE = 'secretsmanager:GetSecretValue';

/** Returns the trace of the latest refused read of a secret since a time; undefined if there is none. */
export async function refusedRead(
  sandbox: SandboxClient,
  since: Date,
): Promise<ReceivedTrace | undefined> {
  const refused = await sandbox.requests({ refused: true });
  const read = refused.find(
    ({ request, startedAt }) => request === GET_SECRET_VALUE && new Date(startedAt) >= since,
  );
  return read && sandbox.explain(read.requestId);
}
