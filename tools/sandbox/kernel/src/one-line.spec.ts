import { z } from 'zod';
import { oneLine } from './one-line';

const schema = z.object({
  Code: z.object({ S3Key: z.literal('x', 'only code from an asset is known here') }),
  'aws:cdk:path': z.array(z.literal('y', 'no such path')).default([]),
});

function messageOf(value: unknown): string {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('it should have failed');
  return oneLine(error);
}

describe('a validation error in one line', () => {
  it('has the path of a problem', () => {
    expect(messageOf({ Code: { S3Key: 1 } })).toBe(
      'Code.S3Key: only code from an asset is known here',
    );
  });

  it('has all problems, with paths into lists and unusual names', () => {
    expect(messageOf({ Code: { S3Key: 1 }, 'aws:cdk:path': ['y', 'x'] })).toBe(
      'Code.S3Key: only code from an asset is known here; ["aws:cdk:path"][1]: no such path',
    );
  });

  it('has no path if the whole value is invalid', () => {
    expect(messageOf(null)).toMatch(/^Invalid input: [^:]+$/);
  });
});
