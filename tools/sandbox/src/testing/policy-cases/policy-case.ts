/** What the policy cases have in common: one policy, one request, one effect. */
import type { AccessRequest, Decision, Principal } from '../../services/iam/policy';

export interface PolicyCase {
  readonly name: string;
  /** A policy document, or the statements of one. */
  readonly policy: unknown;
  readonly request: AccessRequest;
  readonly expected: Decision['effect'];
}

export const table = 'arn:aws:dynamodb:eu-central-1:222222222222:table/orders';
export const role: Principal = {
  kind: 'aws',
  arn: 'arn:aws:iam::222222222222:role/place-order',
  account: '222222222222',
};

/** A role that puts an item, unless the case says otherwise. */
export function request(
  parts: Partial<Omit<AccessRequest, 'context'>> & { context?: Record<string, string> } = {},
): AccessRequest {
  return {
    principal: role,
    action: 'dynamodb:PutItem',
    resource: table,
    ...parts,
    context: new Map(Object.entries(parts.context ?? {})),
  };
}

export const allow = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table };
export const denyAll = { Effect: 'Deny', Action: '*', Resource: '*' };
