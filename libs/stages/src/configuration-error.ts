/**
 * A user's mistake: in a stage file or a context flag, or a missing build. The apps print each line of its
 * message without a stack trace, because it already says what to change and where.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Sets exit code 1, and prints one `error: …` line to stderr for each line of a {@link ConfigurationError}.
 * @throws any other error, which is a defect and keeps its stack trace
 */
export function reportMistake(error: unknown): void {
  if (!(error instanceof ConfigurationError)) throw error;
  for (const line of error.message.split('\n')) console.error(`error: ${line}`);
  process.exitCode = 1;
}
