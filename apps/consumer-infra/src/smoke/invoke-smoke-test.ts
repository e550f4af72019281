import { readFileSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { ConfigurationError } from '@cross-account/stages';
import { FUNCTION_NAME_OUTPUT } from './output';

const resultSchema = z.object({
  ok: z.boolean(),
  services: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean(),
      status: z.number(),
      ms: z.number(),
      error: z.string().optional(),
    }),
  ),
});

/** The response of the deployed function. */
export type SmokeTestReport = z.infer<typeof resultSchema>;

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The function's timeout of 60 s, and some time for its start. */
const INVOKE_TIMEOUT_MS = 90_000;

/**
 * Returns the name of a stage's smoke test function, from the file that `deploy` writes. @throws
 * ConfigurationError when the file is missing or does not contain it
 */
export function smokeTestFunctionName(outputsFile: string, stackName: string): string {
  const hint = `deploy ${stackName} first, or specify the function: --function=<name>`;
  let text: string;
  try {
    text = readFileSync(outputsFile, 'utf8');
  } catch {
    throw new ConfigurationError(`${outputsFile} does not exist: ${hint}`);
  }
  const name = outputsSchema.safeParse(parsed(text)).data?.[stackName]?.[FUNCTION_NAME_OUTPUT];
  if (name !== undefined) return name;
  throw new ConfigurationError(
    `${outputsFile} does not contain the output ${FUNCTION_NAME_OUTPUT} of ${stackName}: ${hint}`,
  );
}

/**
 * Runs the smoke test of a deployed stage once, without retries, which would place further orders.
 * @throws ConfigurationError when it can't be run or returns an unexpected response
 */
export async function invokeSmokeTest(
  functionName: string,
  region: string,
): Promise<SmokeTestReport> {
  const client = new LambdaClient({ region, maxAttempts: 1 });
  try {
    const answer = await client.send(new InvokeCommand({ FunctionName: functionName }), {
      abortSignal: AbortSignal.timeout(INVOKE_TIMEOUT_MS),
    });
    return reportOf(functionName, answer);
  } catch (error) {
    if (error instanceof ConfigurationError || !(error instanceof Error)) throw error;
    const message = error.message.replaceAll(/\s+/g, ' ');
    throw new ConfigurationError(`could not invoke ${functionName}: ${error.name}: ${message}`);
  } finally {
    client.destroy();
  }
}

function reportOf(functionName: string, { FunctionError, Payload }: InvokeCommandOutput) {
  const text = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) {
    throw new ConfigurationError(`${functionName} failed (${FunctionError}): ${text}`);
  }
  const report = resultSchema.safeParse(parsed(text));
  if (report.success) return report.data;
  throw new ConfigurationError(`${functionName} did not return a report: ${text}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
