/** The forms that values of a stage have, and what is said where one has another. */

/** One thing that is wrong with a stage: the key, and what is the matter with its value. */
export interface StageProblem {
  readonly key: string;
  readonly problem: string;
}

/** No problem, or several. */
export type StageProblems = readonly StageProblem[];

/** One problem where `holds` is not true. */
export function expect(holds: boolean, key: string, problem: string): StageProblems {
  return holds ? [] : [{ key, problem }];
}

/** One problem where `value` is not of the form, said as `must be <expected>, got '<value>'`. */
export function expectForm(
  key: string,
  value: string,
  form: RegExp,
  expected: string,
): StageProblems {
  return expect(form.test(value), key, `must be ${expected}, got '${value}'`);
}

/** A value that something else repeats, such as two services of one name. */
export function expectUnique(key: string, values: readonly string[]): StageProblems {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  return expect(repeated === undefined, key, `must not repeat '${String(repeated)}'`);
}

export const ACCOUNT = /^\d{12}$/;

/** At least two labels of letters, digits and inner hyphens, as DNS has them. */
export const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const HOSTED_ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

export const PREFIX_LIST_ID = /^pl-[0-9a-f]{8,17}$/;

/** Only what can sign in by itself: a session (`assumed-role`) is gone tomorrow. */
export const PRINCIPAL_ARN =
  /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]*[\w+=,.@-])$/;

/** A partial ARN, without the six random characters, is not found from another account. */
export const FULL_SECRET_ARN =
  /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):(\d{12}):secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

export const ENDPOINT_ID = /^vpce-[0-9a-f]{8,17}$/;

/** The certificate has to be in the account and Region of what it serves. */
export function certificateArn(account: string, region: string): RegExp {
  return new RegExp(`^arn:aws[a-z-]*:acm:${region}:${account}:certificate/[0-9a-f-]{36}$`);
}

/** CloudWatch notifies topics of its own Region; another account's would need a policy there. */
export function topicArn(account: string, region: string): RegExp {
  return new RegExp(`^arn:aws[a-z-]*:sns:${region}:${account}:[\\w-]{1,256}$`);
}

/** VPCs are never larger. */
const LARGEST_PREFIX = 16;

/**
 * An IPv4 range that a VPC can have and that holds the subnets: it starts where its prefix says,
 * and its prefix is between /16 and `smallestPrefix`.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function expectCidr(key: string, value: string, smallestPrefix: number): StageProblems {
  const form = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value);
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = (form?.slice(1) ?? []).map(Number);
  const got = `got '${value}'`;
  if (prefix > 32 || Math.max(a, b, c, d) > 255) {
    return [{ key, problem: `must be an IPv4 range such as 10.0.0.0/16, ${got}` }];
  }
  if (prefix < LARGEST_PREFIX || prefix > smallestPrefix) {
    const sizes = `between /${LARGEST_PREFIX} and /${smallestPrefix}`;
    return [{ key, problem: `must be ${sizes}, to hold the subnets, ${got}` }];
  }
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const isFirst = address % 2 ** (32 - prefix) === 0;
  return expect(isFirst, key, `must start at the first address of its range, ${got}`);
}
