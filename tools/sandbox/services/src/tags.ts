/** The tags of resources, for the condition keys `aws:ResourceTag/…` and `aws:PrincipalTag/…`. */
import { z } from 'zod';

/** Values by lower-case key, since condition keys are case-insensitive. */
export type Tags = ReadonlyMap<string, string>;

const tag = z.object({ Key: z.string(), Value: z.coerce.string() });

/** The `Tags` of a template. */
export const tagList = z.array(tag).default([]);

export type Tag = Readonly<z.output<typeof tag>>;

/** Returns the tags by lower-case key. */
export function tagsByKey(list: readonly Tag[]): Tags {
  return new Map(list.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
}
