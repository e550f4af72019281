/** Why a synthesis could not read a secret, asked of the sandbox that refused it. */
import type { ReceivedTrace } from '@sandbox/front-doors/control-api/trace-schema';
import type { SandboxClient } from './sandbox-client';

export type { ReceivedTrace };

const GET_SECRET_VALUE = 'secretsmanager:GetSecretValue';

/** Returns the way of the latest read of a secret that was refused since a time; undefined without one. */
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
