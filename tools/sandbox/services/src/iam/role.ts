/** A role with what is attached to it. */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { Policy } from '@sandbox/policy/policy';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Identity-based: the role's own by name, managed ones by ARN. */
  readonly policies: Map<string, Policy>;
  /** The documents of the role's own policies, by name. */
  readonly inlineDocuments: Map<string, unknown>;
  /** By lower-case key, as condition keys don't tell cases apart. */
  readonly tags: Map<string, string>;
  /** Who may assume the role; without it, nobody. */
  trust?: Policy | undefined;
  /** The most that its policies can allow. */
  boundary?: Policy | undefined;
  /** The managed policy that is the boundary. */
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
