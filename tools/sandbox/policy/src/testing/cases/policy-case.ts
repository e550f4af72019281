/**
 * Policy decisions as data. Each case has the policies of one decision, a request, the decision of AWS, and the page
 * of its documentation. There is one JSON file for each part of the policy language.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { authorize, type AppliedPolicies } from '../../authorization';
import { Policy, type AccessRequest } from '../../policy';

const document = z.unknown();
const source = z.url({ hostname: /^docs\.aws\.amazon\.com$/ });

const principal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({ kind: z.literal('service'), name: z.string() }),
  z.strictObject({ kind: z.literal('root'), account: z.string() }),
  z.strictObject({
    kind: z.literal('role'),
    account: z.string(),
    arn: z.string(),
    sessionArn: z.string(),
    userId: z.string().exactOptional(),
    tags: z
      .record(z.string(), z.string())
      .transform((tags) => new Map(Object.entries(tags)))
      .exactOptional(),
  }),
]);

const policyCaseSchema = z.strictObject({
  name: z.string(),
  policies: z.strictObject({
    identity: z.array(document).optional(),
    boundary: document.optional(),
    resource: document.optional(),
    key: document.optional(),
    trust: document.optional(),
    endpoint: document.optional(),
    resourceAccount: z.string().length(12),
  }),
  request: z.strictObject({
    principal,
    action: z.string(),
    resource: z.string(),
    context: z.record(
      z.string().regex(/^[^A-Z]/, 'context keys are lower case'),
      z.union([z.string(), z.array(z.string())]),
    ),
    /** The tags of the resource, by lower-case key. */
    resourceTags: z
      .record(z.string(), z.string())
      .transform((tags) => new Map(Object.entries(tags)))
      .optional(),
  }),
  expected: z.enum(['allow', 'explicitDeny', 'implicitDeny']),
  /** The kind of policy that decides. */
  decidedBy: z.enum(['identity', 'boundary', 'resource', 'key', 'trust', 'endpoint', 'root']),
  source,
});

const refusedPolicySchema = z.strictObject({
  name: z.string(),
  type: z.enum(['identity-based', 'resource-based', 'trust']),
  document,
  /** A regular expression that the error message matches. */
  says: z.string(),
});

export type PolicyCase = z.output<typeof policyCaseSchema>;

/** A document that must be refused at deployment. */
export type RefusedPolicy = z.output<typeof refusedPolicySchema>;

/** The names of the files with cases. */
export const caseFiles: readonly string[] = readdirSync(__dirname).filter(
  (file) => file.endsWith('.json') && file !== 'refused.json',
);

/** @throws {z.ZodError} when the file is invalid. */
export function readCases(file: string): readonly PolicyCase[] {
  return z.array(policyCaseSchema).parse(readJson(file));
}

/** @throws {z.ZodError} when the file is invalid. */
export function readRefusedPolicies(): readonly RefusedPolicy[] {
  return z.array(refusedPolicySchema).parse(readJson('refused.json'));
}

/** Compiles the policies of a case. */
export function policiesOf({ policies }: PolicyCase): AppliedPolicies {
  const compiled = (kind: 'resource' | 'key' | 'trust' | 'endpoint') =>
    policies[kind] === undefined
      ? undefined
      : new Policy(policies[kind], kind, kind === 'trust' ? 'trust' : 'resource-based');
  return {
    identity: policies.identity?.map(
      (identityPolicy) => new Policy(identityPolicy, 'identity', 'identity-based'),
    ),
    boundary:
      policies.boundary === undefined
        ? undefined
        : new Policy(policies.boundary, 'boundary', 'identity-based'),
    resource: compiled('resource'),
    key: compiled('key'),
    trust: compiled('trust'),
    endpoint: compiled('endpoint'),
    resourceAccount: policies.resourceAccount,
  };
}

export function requestOf({ request }: PolicyCase): AccessRequest {
  return { ...request, context: new Map(Object.entries(request.context)) };
}

/** Returns the evaluator's decision for a case. */
export function decide(policyCase: PolicyCase) {
  return authorize(requestOf(policyCase), policiesOf(policyCase));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
}
