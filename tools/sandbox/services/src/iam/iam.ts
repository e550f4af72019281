/** IAM of one account: its roles, their policies, and the sessions of roles. */
import type { ConditionContext } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import { awsManagedPolicies } from './aws-managed-policies';
import { isBootstrapped, namedPrincipals } from './principals';
import { newRole, type Role } from './role';
import type { Tags } from '../tags';
import { Session, type Credentials, type SessionProps } from './session';

export type { Credentials } from './session';

export interface RoleProps {
  /** The trust policy's document. @default nobody may assume the role */
  readonly trust?: unknown;
  /** ARN of the managed policy that is the permissions boundary. @default none */
  readonly boundary?: string | undefined;
  /** @default none */
  readonly tags?: Tags;
  /** The location in errors, such as a construct path. @default the role's ARN */
  readonly where?: string;
}

/** Milliseconds. */
const EXPIRED_RETENTION = 3_600_000;

export class Iam {
  private readonly roles = new Map<string, Role>();
  private readonly sessions = new Map<string, Session>();
  /** By ARN. */
  private readonly managedPolicies = new Map<string, Policy>();

  /**
   * @param account twelve digits.
   * @param elsewhere returns IAM of another account of the sandbox. @default there is none
   */
  constructor(
    private readonly account: string,
    private readonly elsewhere: (account: string) => Iam | undefined = () => undefined,
  ) {}

  /**
   * Rejects a policy with a role or user that does not exist in its account, if that is one of the
   * sandbox's.
   *
   * @param message the service's error.
   */
  assertPrincipals(document: unknown, message: string): void {
    const unknown = namedPrincipals(document).filter((arn) => !this.hasPrincipal(arn));
    if (unknown.length > 0) throw new Error(`${message} (there is no ${unknown.join(', ')})`);
  }

  private hasPrincipal(arn: string): boolean {
    const account = arn.split(':')[4] ?? '';
    const iam = account === this.account ? this : this.elsewhere(account);
    return iam === undefined || isBootstrapped(arn) || iam.roles.has(arn);
  }

  /**
   * Creates a role, or updates the one with its name, which keeps its policies and sessions.
   *
   * @throws {Error} when the trust policy is invalid, or the boundary does not exist.
   */
  putRole(name: string, props: RoleProps = {}): Role {
    const arn = this.roleArn(name);
    const { trust, boundary: boundaryArn, tags = new Map<string, string>(), where = arn } = props;
    assertSize('a role trust policy', where, trust === undefined ? [] : [trust]);
    const changed = {
      trust: trust === undefined ? undefined : new Policy(trust, `${where} trust policy`, 'trust'),
      boundary: boundaryArn === undefined ? undefined : this.managedPolicy(boundaryArn, where),
      boundaryArn,
    };
    const role = Object.assign(this.roles.get(arn) ?? newRole(name, arn), changed);
    role.tags.clear();
    for (const [key, value] of tags) role.tags.set(key, value);
    this.roles.set(arn, role);
    return role;
  }

  /** Deletes a role with its policies and sessions. */
  deleteRole(name: string): void {
    const role = this.roles.get(this.roleArn(name));
    if (!role) return;
    this.roles.delete(role.arn);
    for (const [accessKeyId, session] of this.sessions) {
      if (session.role === role) this.sessions.delete(accessKeyId);
    }
  }

  /**
   * Creates or updates an inline policy of a role.
   *
   * @throws {Error} when the account has no such role, the document is not a policy, or the role's
   *   inline policies together are too long.
   */
  putRolePolicy(roleName: string, policyName: string, document: unknown, where: string): void {
    const policy = new Policy(document, where, 'identity-based');
    const { policies, inlineDocuments } = this.roleNamed(roleName, where);
    const documents = new Map(inlineDocuments).set(policyName, document);
    assertSize("a role's inline policies together", where, [...documents.values()]);
    inlineDocuments.set(policyName, document);
    policies.set(policyName, policy);
  }

  deleteRolePolicy(roleName: string, policyName: string): void {
    const role = this.roles.get(this.roleArn(roleName));
    role?.policies.delete(policyName);
    role?.inlineDocuments.delete(policyName);
  }

  /**
   * Attaches a managed policy of the account or of AWS.
   *
   * @throws {Error} when there is no such role, or the sandbox does not know the policy.
   */
  attachRolePolicy(roleName: string, policyArn: string, where: string): void {
    const policy = this.managedPolicy(policyArn, where);
    this.roleNamed(roleName, where).policies.set(policyArn, policy);
  }

  detachRolePolicy(roleName: string, policyArn: string): void {
    this.deleteRolePolicy(roleName, policyArn);
  }

  /**
   * Creates a managed policy of the account, or updates it for all roles that use it. Returns its
   * ARN.
   *
   * @throws {Error} when the document is not a policy.
   */
  putManagedPolicy(name: string, document: unknown, where: string): string {
    const arn = `arn:aws:iam::${this.account}:policy/${name}`;
    assertSize('a managed policy', where, [document]);
    const policy = new Policy(document, where, 'identity-based');
    this.managedPolicies.set(arn, policy);
    for (const role of this.roles.values()) {
      if (role.policies.has(arn)) role.policies.set(arn, policy);
      if (role.boundaryArn === arn) role.boundary = policy;
    }
    return arn;
  }

  /** @throws {Error} while a role uses it. */
  deleteManagedPolicy(arn: string): void {
    const inUse = [...this.roles.values()].some(
      (role) => role.policies.has(arn) || role.boundaryArn === arn,
    );
    if (inUse) throw new Error('Cannot delete a policy attached to entities.');
    this.managedPolicies.delete(arn);
  }

  /** Returns the role with this ARN, if the account has it. */
  role(arn: string): Role | undefined {
    return this.roles.get(arn);
  }

  /**
   * Returns whether the trust policy of a role allows a service to assume it.
   *
   * @param service such as `lambda.amazonaws.com`.
   * @param context the condition keys, in lower case. @default none
   */
  isTrusted(roleArn: string, service: string, context: ConditionContext = new Map()): boolean {
    const policies: AppliedPolicies = {
      trust: this.roles.get(roleArn)?.trust,
      resourceAccount: this.account,
    };
    const request = {
      principal: { kind: 'service', name: service },
      action: 'sts:AssumeRole',
      resource: roleArn,
      context,
      resourceTags: this.roles.get(roleArn)?.tags,
    } as const;
    return authorize(request, policies).effect === 'allow';
  }

  /**
   * Returns whether a role's policies allow an action of a service, such as Lambda's writing of
   * logs.
   *
   * @param context the condition keys, in lower case.
   */
  isRoleAllowed(
    roleArn: string,
    action: string,
    resource: string,
    context: ConditionContext,
  ): boolean {
    const role = this.roles.get(roleArn);
    if (!role) return false;
    const { account } = this;
    const { tags } = role;
    const principal = { kind: 'role', account, arn: roleArn, sessionArn: roleArn, tags } as const;
    const identity = [...role.policies.values()];
    const applied = { identity, boundary: role.boundary, resourceAccount: account };
    return authorize({ principal, action, resource, context }, applied).effect === 'allow';
  }

  /**
   * Creates a session of a role, whose trust policy must have been evaluated before.
   *
   * @throws {Error} when the account has no such role.
   */
  assumeRole(roleArn: string, props: SessionProps = {}): Credentials {
    const role = this.roles.get(roleArn);
    if (!role) throw new Error(`Role ${roleArn} does not exist in account ${this.account}`);
    this.endExpiredSessions();
    const session = new Session(role, this.account, props);
    this.sessions.set(session.credentials.accessKeyId, session);
    return session.credentials;
  }

  /** Returns the session with this access key, even if it has expired. */
  session(accessKeyId: string): Session | undefined {
    return this.sessions.get(accessKeyId);
  }

  /** Returns the role of the session with this access key, if it is of this account. */
  sessionRole(accessKeyId: string): Role | undefined {
    return this.sessions.get(accessKeyId)?.role;
  }

  endSession(accessKeyId: string): void {
    this.sessions.delete(accessKeyId);
  }

  /** Keeps an expired session for a while, so that its caller gets an ExpiredToken error. */
  private endExpiredSessions(): void {
    const forgotten = Date.now() - EXPIRED_RETENTION;
    for (const [accessKeyId, { expiresAt = Infinity }] of this.sessions) {
      if (expiresAt < forgotten) this.sessions.delete(accessKeyId);
    }
  }

  private managedPolicy(arn: string, where: string): Policy {
    const ownPolicy = this.managedPolicies.get(arn);
    if (ownPolicy) return ownPolicy;
    const document = awsManagedPolicies.get(arn);
    if (!document) throw new Error(`${where}: unknown managed policy ${arn}`);
    return new Policy(document, arn, 'identity-based');
  }

  private roleNamed(name: string, where: string): Role {
    const role = this.roles.get(this.roleArn(name));
    if (!role) throw new Error(`${where}: account ${this.account} has no role ${name}`);
    return role;
  }

  private roleArn(name: string): string {
    return `arn:aws:iam::${this.account}:role/${name}`;
  }
}
