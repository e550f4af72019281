/** The tags of resources, which conditions on `aws:ResourceTag/…` and `aws:PrincipalTag/…` compare. */
import { z } from 'zod';

/** Values by lower-case key, as condition keys don't tell cases apart. */
export type Tags = ReadonlyMap<string, string>;

/** The `Tags` of a template. */
export const tagList = z.array(z.object({ Key: z.string(), Value: z.coerce.string() })).default([]);

/** Returns the tags as conditions look them up. */
export function tagsByKey(list: readonly { readonly Key: string; readonly Value: string }[]): Tags {
  return new Map(list.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
}
