/** The explanation of a decision by policies, in traces. */

/** The decision of a policy, or of all policies combined. */
export type Effect = 'allow' | 'explicitDeny' | 'implicitDeny';

export type PolicyKind = 'identity' | 'boundary' | 'resource' | 'key' | 'trust' | 'endpoint';

/** What decided; without `where`, no policy of the kind allows the request. */
export interface DecidedBy {
  /** `root`: the account's administrator needs no policy in its own account. */
  readonly kind: PolicyKind | 'root';
  /** Where the policy is, such as a construct path. */
  readonly where?: string;
  /** Its Sid, or its number in the document. */
  readonly statement?: string;
}

export interface Authorization {
  readonly effect: Effect;
  readonly decidedBy: DecidedBy;
}

/** The explanation of an allowed or denied request. */
export interface Explanation extends Authorization {
  /** AWS's error message for a denied request. */
  readonly message?: string;
  /** The policies that apply. */
  readonly policies: readonly (PolicyExplanation & { readonly kind: PolicyKind })[];
}

/** The explanation of one policy's decision. */
export interface PolicyExplanation {
  /** Where the policy is, such as a construct path. */
  readonly where: string;
  readonly effect: Effect;
  /** The deciding statement, or else the closest allow, if there is one. */
  readonly statement?: StatementExplanation;
}

/** A statement, and which of its elements match the request. */
export interface StatementExplanation {
  /** Its Sid, or its number in the document. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  /** The statement as deployed. */
  readonly document: unknown;
  readonly principalMatches: boolean;
  readonly actionMatches: boolean;
  readonly resourceMatches: boolean;
  readonly conditions: readonly ConditionExplanation[];
}

/** The comparison of one operator and one condition key. */
export interface ConditionExplanation {
  /** As in the policy, such as `StringNotEquals`. */
  readonly operator: string;
  readonly key: string;
  /** The policy's values, as written. */
  readonly expected: readonly string[];
  /** The request's values; undefined if the request does not have the key. */
  readonly actual?: string | readonly string[];
  readonly holds: boolean;
}
