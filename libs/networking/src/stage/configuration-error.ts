/**
 * A mistake in what a person wrote: a stage file, a context flag, a missing build.
 * The apps print its message on one line, without a stack trace, because the message already says
 * what to change and where.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
