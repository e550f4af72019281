/** A role with its policies and tags. */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { Policy } from '@sandbox/policy/policy';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** The identity-based policies: inline ones by name, managed ones by ARN. */
  readonly policies: Map<string, Policy>;
  /** The documents of the inline policies, by name. */
  readonly inlineDocuments: Map<string, unknown>;
  /** The tags by lower-case key, since condition keys are case-insensitive. */
  readonly tags: Map<string, string>;
  /** The trust policy; without it, nobody can assume the role. */
  trust?: Policy | undefined;
  /** The permissions boundary. */
  boundary?: Policy | undefined;
  /** The ARN of the managed policy that is the boundary. */
  boundaryArn?: string | undefined;
}

/** Returns a role without policies. */
export function newRole(name: string, arn: string): Role {
  return { name, arn, policies: new Map(), inlineDocuments: new Map(), tags: new Map() };
}

/** Returns the unique ID of a role: 21 letters and digits, such as `AROA…`. */
export function roleId(arn: string): string {
  return `AROA${stableHex(17, arn).toUpperCase()}`;
}
