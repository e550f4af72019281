/** Why policies allow or refuse a request, as traces keep it for people. */

/** What a policy, or all policies together, say to a request. */
export type Effect = 'allow' | 'explicitDeny' | 'implicitDeny';

export type PolicyKind = 'identity' | 'boundary' | 'resource' | 'key' | 'trust' | 'endpoint';

/** What decided; without `where`, no policy of the kind allows. */
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

/** Why a request is allowed or refused. */
export interface Explanation extends Authorization {
  /** For a refusal, the sentence that AWS's errors carry. */
  readonly message?: string;
  /** Each policy that had a say. */
  readonly policies: readonly (PolicyExplanation & { readonly kind: PolicyKind })[];
}

/** Why a policy says so. */
export interface PolicyExplanation {
  /** Where the policy is, such as a construct path. */
  readonly where: string;
  readonly effect: Effect;
  /** The statement that decided; where none did, the allow that came closest, if one was near. */
  readonly statement?: StatementExplanation;
}

/** What decided, or came closest: which of its elements match the request. */
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

/** One operator on one condition key. */
export interface ConditionExplanation {
  /** As the policy has it, such as `StringNotEquals`. */
  readonly operator: string;
  readonly key: string;
  /** The policy's values, as written. */
  readonly expected: readonly string[];
  /** The request's; absent where the request does not have the key. */
  readonly actual?: string | readonly string[];
  readonly holds: boolean;
}
