/** Policies and requests as data: what the two evaluators are compared on. */

export interface StatementDocument {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS?: readonly string[]; readonly Service?: string };
  readonly NotPrincipal?: { readonly AWS?: readonly string[]; readonly Service?: string };
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  /** Values by key, by operator. */
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

/** All policies that have a say in a decision. */
export interface Policies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly endpoint: PolicyDocument | undefined;
  /** Of what is asked for; `guard` says whether it is a key's or a role's, which has to allow. */
  readonly resourcePolicy: PolicyDocument | undefined;
  readonly guard: 'resource' | 'key' | 'trust';
  readonly resourceAccount: string;
}

export type Effect = 'allow' | 'explicitDeny' | 'implicitDeny';
