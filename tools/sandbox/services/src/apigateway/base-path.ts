/** The base path that a custom domain name leads to a stage at. */
import { z } from 'zod';

/**
 * Empty for `(none)`: all paths without a more specific base path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export const basePathSchema = z
  .string()
  .default('')
  .transform((basePath) => (basePath === '(none)' ? '' : basePath))
  .refine((basePath) => /^[a-zA-Z0-9$\-_.+!*'()]*$/.test(basePath), {
    error:
      "a base path may have letters, digits and $-_.+!*'() only; one with several levels needs an " +
      'AWS::ApiGatewayV2::ApiMapping',
  });
