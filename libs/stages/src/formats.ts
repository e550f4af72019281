/** The formats of names in AWS, and the building blocks of stage schemas. */
import { inspect } from 'node:util';
import { z } from 'zod';

export const ACCOUNT = /^\d{12}$/;

export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** A label of a DNS name in the preferred syntax of RFC 1035, in lower case. */
export const LABEL = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A DNS name with at least two labels of letters, digits and inner hyphens. */
export const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const HOSTED_ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

export const PREFIX_LIST_ID = /^pl-[0-9a-f]{8,17}$/;

export const ENDPOINT_ID = /^vpce-[0-9a-f]{8,17}$/;

/** One or several endpoint IDs, separated by commas, as a consumer publishes them. */
export const ENDPOINT_IDS = /^vpce-[0-9a-f]{8,17}(,vpce-[0-9a-f]{8,17})*$/;

export const VPC_ID = /^vpc-[0-9a-f]{8,17}$/;

/** Roles, users and account roots, but not sessions (`assumed-role`), which expire. */
export const PRINCIPAL_ARN =
  /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]*[\w+=,.@-])$/;

/** Captures the Region. A partial ARN, without the six random characters, is not found from another account. */
export const FULL_SECRET_ARN =
  /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

/** The ARN of a private custom domain name. Captures Region, account and name, which precede its ID. */
export const PRIVATE_DOMAIN_NAME_ARN =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):(\d{12}):\/domainnames\/([a-z0-9.-]+)\+[a-z0-9]+$/;

/** The ARN of a backup vault. Captures the account. */
export const BACKUP_VAULT_ARN =
  /^arn:aws[a-z-]*:backup:[a-z0-9-]+:(\d{12}):backup-vault:[a-zA-Z0-9_-]{2,50}$/;

/** The name of a customer managed policy, as IAM allows it. */
export const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/** Returns the format of a certificate's ARN, which must be in the account and Region of its resource. */
export function certificateArn(account: string, region: string): RegExp {
  return new RegExp(`^arn:aws[a-z-]*:acm:${region}:${account}:certificate/[0-9a-f-]{36}$`);
}

/**
 * Returns the format of a topic's ARN. CloudWatch notifies topics in its own Region; a topic in another
 * account would need a policy there.
 */
export function topicArn(account: string, region: string): RegExp {
  return new RegExp(`^arn:aws[a-z-]*:sns:${region}:${account}:[\\w-]{1,256}$`);
}

/** Returns a value for messages, on one line: a string in quotes, an object as code. */
export function quoted(value: unknown): string {
  return inspect(value, { breakLength: Infinity });
}

/** Returns the end of a sentence about a wrong value: `must be <expected>, got '<value>'`. */
export function mustBe(expected: string, value: unknown): string {
  return `must be ${expected}, got ${quoted(value)}`;
}

/**
 * Returns the error of a schema, in the format of {@link mustBe}. Missing values are reported by the parent
 * schema.
 */
export function described(expected: string): z.core.$ZodErrorMap {
  return ({ input }) => (input === undefined ? undefined : mustBe(expected, input));
}

/**
 * Returns the schema of a string in one format.
 * @param expected description of the format, as in 'must be twelve digits, got …'
 */
export function text(format: RegExp, expected: string) {
  return z.string({ error: described(expected) }).regex(format, { error: described(expected) });
}

export const account = text(ACCOUNT, 'twelve digits');

export const region = text(REGION, 'an AWS Region');

/** Rejects duplicates in a list, such as two services with one name. */
export function noRepeats<T>(nameOf: (item: T) => string) {
  return ({ value, issues }: z.core.ParsePayload<readonly T[]>): void => {
    const names = value.map(nameOf);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) return;
    issues.push({ code: 'custom', input: value, message: `must not repeat '${repeated}'` });
  };
}
