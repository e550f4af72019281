/** Policies and requests on which the two evaluators are compared. */

export interface StatementDocument {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS?: readonly string[]; readonly Service?: string };
  readonly NotPrincipal?: { readonly AWS?: readonly string[]; readonly Service?: string };
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2008-10-17' | '2012-10-17';
  readonly Statement: readonly StatementDocument[];
}

export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'root'; readonly account: string }
  | {
      readonly kind: 'role';
      readonly account: string;
      readonly arn: string;
      readonly sessionArn: string;
      readonly tags: ReadonlyMap<string, string>;
    };

export interface Request {
  readonly principal: Caller;
  readonly action: string;
  readonly resource: string;
  /** By lower-case key. */
  readonly context: ReadonlyMap<string, string | readonly string[]>;
  /** By lower-case key. */
  readonly resourceTags: ReadonlyMap<string, string>;
}

/** All policies that apply to a decision. */
export interface Policies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly endpoint: PolicyDocument | undefined;
  /**
   * Policy of the requested resource. `guard` is true for the policies of keys and roles, which must allow
   * explicitly.
   */
  readonly resourcePolicy: PolicyDocument | undefined;
  readonly guard: 'resource' | 'key' | 'trust';
  readonly resourceAccount: string;
}

export type Effect = 'allow' | 'explicitDeny' | 'implicitDeny';
