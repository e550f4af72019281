/** A call of an AWS API, before it becomes a request. */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Sample {
  /** The service name in the signature's scope. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: 'json' | 'query' | 'rest';
  /** The prefix of the operation in `X-Amz-Target`. JSON only. */
  readonly target?: string;
  /** REST only. */
  readonly method?: string;
  readonly path?: string;
  /** The body's JSON; in the query protocols the parameters, whose values are strings. */
  readonly input: Json;
}
