/**
 * AWS's managed prefix lists of the services that have gateway endpoints, by Region. Their IDs are
 * the same in all accounts; `aws ec2 describe-managed-prefix-lists` lists them.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const prefixLists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ap-southeast-2': { dynamodb: 'pl-62a5400b', s3: 'pl-6ca54005' },
  'eu-central-1': { dynamodb: 'pl-66a5400f', s3: 'pl-6ea54007' },
  'us-east-1': { dynamodb: 'pl-02cd2c6b', s3: 'pl-63a5400a' },
  'us-east-2': { dynamodb: 'pl-4ca54025', s3: 'pl-7ba54012' },
};

/** Returns the prefix list of a service's addresses; undefined if it has none. */
export function prefixListOf(region: string, service: string): string | undefined {
  return prefixLists[region]?.[service];
}

/** @throws {Error} when the sandbox does not know the prefix list. */
export function assertKnownPrefixList(region: string, id: string): void {
  const known = Object.values(prefixLists[region] ?? {});
  if (known.includes(id)) return;
  throw new Error(
    `unknown prefix list ${id} in ${region}; ` +
      (known.length > 0
        ? `the known ones are ${known.join(', ')}`
        : 'none is known in that Region'),
  );
}
