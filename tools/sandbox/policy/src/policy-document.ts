/**
 * The schema of policy documents. It rejects what the evaluator does not support, with its path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { z } from 'zod';

/** The first version of the policy language with variables, `${…}`. */
export const VERSION_WITH_VARIABLES = '2012-10-17';

/** Converts numbers and booleans to text; the schema rejects anything else. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Converts a value or a list to a list, so that an error names the invalid value. */
function anyNumber<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => [value].flat(), z.array(schema));
}

function oneOrMore<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => [value].flat(), z.array(schema).min(1, 'a value is required'));
}

const actions = oneOrMore(
  z
    .string()
    .regex(/^(\*|[\w-]+:[\w*?-]+)$/, 'an action must be * or have the form dynamodb:GetItem'),
);

/**
 * `*`, an ARN, or a prefix of one that ends with `*`. IAM rejects wildcards for the service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
const RESOURCE = /^(\*|arn:[a-z*?-]+:[a-z0-9-]+:([^:]*:[^:]*:.+|[^:]*\*))$/s;

/** A variable is allowed only after the fifth colon, in the resource part. */
const resources = oneOrMore(
  z
    .string()
    .regex(
      RESOURCE,
      'a resource must be * or an ARN of six parts without wildcards in the service, such as arn:aws:s3:::orders/*',
    )
    .refine(
      (text) => !text.includes('${') || (text.split('${', 1)[0] ?? '').split(':').length > 5,
      'policy variables are allowed only after the fifth colon of an ARN',
    ),
);

const AWS_PRINCIPAL = /^(\*|\d{12}|arn:[\w-]+:(iam|sts)::\d{12}:[^*?]+)$/;

/** `*` alone is short for `{ "AWS": "*" }`. */
const principalSchema = z.preprocess(
  (value) => (value === '*' ? { AWS: '*' } : value),
  z.strictObject({
    AWS: oneOrMore(
      z
        .string()
        .regex(
          AWS_PRINCIPAL,
          'a principal must be *, an account ID, or the ARN of an account, role or session without wildcards',
        ),
    ).optional(),
    Service: oneOrMore(
      z
        .string()
        .regex(
          /^[\w.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)$/,
          'a service principal is a name such as lambda.amazonaws.com, without wildcards',
        ),
    ).optional(),
    Federated: z.undefined('federated principals are not supported').optional(),
    CanonicalUser: z.undefined('canonical users of S3 are not supported').optional(),
  }),
);

/** Rejects an empty object or list, which would match more or less than intended. */
const conditionsSchema = z.record(
  z.string(),
  z
    .record(
      z.string(),
      z
        .preprocess((value) => [value].flat().map(asText), z.array(z.string()))
        .refine((values) => values.length > 0, 'a value is required'),
    )
    .refine((keys) => Object.keys(keys).length > 0, 'a condition key is required'),
);

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principalSchema.optional(),
    NotPrincipal: principalSchema.optional(),
    Action: actions.optional(),
    NotAction: actions.optional(),
    Resource: resources.optional(),
    NotResource: resources.optional(),
    Condition: conditionsSchema.optional(),
  })
  .refine((statement) => (statement.Action === undefined) !== (statement.NotAction === undefined), {
    message: 'exactly one of Action and NotAction is required',
  })
  .refine((statement) => statement.Resource === undefined || statement.NotResource === undefined, {
    message: 'Resource and NotResource exclude each other',
  })
  .refine(
    ({ Principal, NotPrincipal }) => Principal === undefined || NotPrincipal === undefined,
    'Principal and NotPrincipal exclude each other',
  )
  .refine(
    ({ Effect, NotPrincipal }) => NotPrincipal === undefined || Effect === 'Deny',
    'NotPrincipal is supported with the effect Deny only; to allow, list the principals in Principal',
  );

type Statement = z.output<typeof statementSchema>;

const hasPrincipal = ({ Principal, NotPrincipal }: Statement) =>
  Principal !== undefined || NotPrincipal !== undefined;

const hasResource = ({ Resource, NotResource }: Statement) =>
  Resource !== undefined || NotResource !== undefined;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
const hasPlainSid = ({ Sid = '' }: Statement) => /^[0-9A-Za-z]*$/.test(Sid);
const plainSid = 'a Sid may contain letters and digits only';

const policyDocumentSchema = z.object({
  Version: z.enum(['2008-10-17', VERSION_WITH_VARIABLES]).default('2008-10-17'),
  Id: z.string().optional(),
  Statement: anyNumber(statementSchema).refine((statements) => {
    const sids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
    return new Set(sids).size === sids.length;
  }, 'each Sid must be unique'),
});

/**
 * An identity-based policy belongs to the principal, a resource-based one to the resource; a trust policy is the
 * resource-based policy of a role. In a gateway endpoint's policy, an account means its root user only.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
 */
export type PolicyType = 'identity-based' | 'resource-based' | 'trust' | 'gateway-endpoint';

function every(holds: (statement: Statement) => boolean) {
  return ({ Statement: statements }: z.output<typeof policyDocumentSchema>) =>
    statements.every(holds);
}

const resourceBased = policyDocumentSchema
  .refine(
    every(hasPrincipal),
    'a resource-based policy needs a Principal or NotPrincipal in each statement',
  )
  .refine(every(hasResource), 'each statement needs a Resource or NotResource');

const schemas = {
  'identity-based': policyDocumentSchema
    .refine(
      every((statement) => !hasPrincipal(statement)),
      'an identity-based policy must not have a Principal: it applies to the identity that it is attached to',
    )
    .refine(every(hasResource), 'each statement needs a Resource or NotResource')
    .refine(every(hasPlainSid), plainSid),
  'resource-based': resourceBased,
  'gateway-endpoint': resourceBased,
  trust: policyDocumentSchema
    .refine(
      every(({ NotPrincipal }) => NotPrincipal === undefined),
      'a trust policy has no NotPrincipal; use ArnNotEquals on aws:PrincipalArn in a Condition instead',
    )
    .refine(
      every(({ Principal }) => Principal !== undefined),
      'a trust policy needs a Principal in each statement',
    )
    .refine(
      every((statement) => !hasResource(statement)),
      'a trust policy must not have a Resource: it applies to its role',
    )
    .refine(
      every(({ Action = [] }) => Action.every((action) => /^sts:/i.test(action))),
      'a trust policy may contain only actions of STS, such as sts:AssumeRole',
    )
    .refine(every(hasPlainSid), plainSid),
};

export function policySchema(type: PolicyType) {
  return schemas[type];
}

export type StatementDocument = z.output<typeof statementSchema>;
