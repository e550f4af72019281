/** The tags of resources, which conditions on `aws:ResourceTag/…` and `aws:PrincipalTag/…` compare. */
import { z } from 'zod';

/** Values by lower-case key, as condition keys don't tell cases apart. */
export type Tags = ReadonlyMap<string, string>;

const tag = z.object({ Key: z.string(), Value: z.coerce.string() });

/** The `Tags` of a template. */
export const tagList = z.array(tag).default([]);

export type Tag = Readonly<z.output<typeof tag>>;

/** Returns the tags as conditions look them up. */
export function tagsByKey(list: readonly Tag[]): Tags {
  return new Map(list.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
}
