import { assertSize } from './policy-size';

/** Returns a document whose JSON has this number of characters. */
function ofLength(length: number): unknown {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::' };
  const shortest = JSON.stringify({ Statement: statement }).length;
  const Resource = `arn:aws:s3:::${'x'.repeat(length - shortest)}`;
  return { Statement: { ...statement, Resource } };
}

describe('the size of a policy', () => {
  it.each([
    ["a role's inline policies together", 10_240],
    ['a managed policy', 6_144],
    ['a role trust policy', 2_048],
    ["an API's resource policy", 8_192],
    ["a secret's resource policy", 20_480],
    ['a key policy', 32_768],
    ['a VPC endpoint policy', 20_480],
  ] as const)('of %s is limited: %i', (kind, most) => {
    expect(() => assertSize(kind, 'stack/Policy', [ofLength(most)])).not.toThrow();
    expect(() => assertSize(kind, 'stack/Policy', [ofLength(most + 1)])).toThrow(
      `stack/Policy: ${kind} may have at most ${most} characters, got ${most + 1}`,
    );
  });

  it('excludes white space in IAM', () => {
    const padded = { Statement: [], Id: ' '.repeat(5_000) };
    expect(() => assertSize('a role trust policy', 'x', [padded])).not.toThrow();
    expect(() => assertSize("an API's resource policy", 'x', [padded, padded])).toThrow('8192');
  });
});
