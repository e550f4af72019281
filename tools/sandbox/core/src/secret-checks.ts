/**
 * Checks whether stacks were synthesized with the current values of secrets. An assembly may come from a cache,
 * which does not depend on secrets, and a secret may change after a deployment.
 */
import { z } from 'zod';
import { secretReads, type SecretRead } from '@sandbox/engine/secret-reads';
import type { StackArtifact } from '@sandbox/engine/assembly';
import type { AwsApi } from '@sandbox/front-doors/aws-api/aws-api';
import { printable } from '@sandbox/kernel/printable';
import type { TraceDescription } from '@sandbox/kernel/trace';

type SynthesizedStack = Pick<StackArtifact, 'name' | 'account' | 'template'>;

/** Thrown if the read of a secret is denied; `trace` has the policies that decided. */
export class RefusedReadError extends Error {
  override readonly name = 'RefusedReadError';

  constructor(
    { stackName, account, secretArn }: SecretRead,
    reason: string,
    readonly trace: TraceDescription | undefined,
  ) {
    super(
      `could not synthesize ${stackName}: account ${account} can't read ${secretArn}: ${reason}`,
    );
  }
}

const secretSchema = z.object({ SecretString: z.string().default('') });
/** AWS's message of a denial by policy starts with a capital letter. */
const refusalSchema = z.object({
  __type: z.string(),
  Message: z.string().optional(),
  message: z.string().optional(),
});

export class SecretChecks {
  constructor(private readonly api: Pick<AwsApi, 'call' | 'traces'>) {}

  /**
   * Returns a line for each secret whose value differs from the one that stacks were synthesized with.
   *
   * @throws {RefusedReadError} when the read of a secret is denied.
   */
  async changes(stacks: readonly SynthesizedStack[]): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const read of stacks.flatMap(secretReads)) {
      const value = await this.valueOf(read);
      if (value === read.value) continue;
      lines.push(
        `${read.stackName} was synthesized with ${printable(read.value)}, but ${read.secretArn} ` +
          `holds ${printable(value)}`,
      );
    }
    return lines;
  }

  /** Returns the value of a secret, read as the administrator of the stack's account. */
  private async valueOf(read: SecretRead): Promise<string> {
    const region = read.secretArn.split(':')[3] ?? '';
    const scope = `${read.account}/20260101/${region}/secretsmanager/aws4_request`;
    const answer = await this.api.call({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ SecretId: read.secretArn }),
    });
    if (answer === 'dropped') throw new RefusedReadError(read, 'no answer', undefined);
    const body: unknown = JSON.parse(answer.body);
    if (answer.status === 200) return secretSchema.parse(body).SecretString;
    const { __type: code, Message, message = Message ?? '' } = refusalSchema.parse(body);
    const trace = this.api.traces.find(answer.headers['x-amzn-requestid'] ?? '');
    throw new RefusedReadError(read, `${code}: ${message}`, trace?.describe());
  }
}
