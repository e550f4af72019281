/** IAM of one account: its roles, and the credentials that a role's session signs with. */
import { randomBytes } from 'node:crypto';
import { Policy } from './policy';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** By name, those of the role itself and those attached to it. */
  readonly policies: Map<string, Policy>;
}

/** What a session signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export class Iam {
  private readonly roles = new Map<string, Role>();
  private readonly sessions = new Map<string, Role>();

  constructor(private readonly account: string) {}

  /** Creates a role, or gives the one of that name, which keeps its policies and sessions. */
  putRole(name: string): Role {
    const arn = this.roleArn(name);
    const role = this.roles.get(arn) ?? { name, arn, policies: new Map<string, Policy>() };
    this.roles.set(arn, role);
    return role;
  }

  /** Its policies and sessions go with it. */
  deleteRole(name: string): void {
    const role = this.roles.get(this.roleArn(name));
    if (!role) return;
    this.roles.delete(role.arn);
    for (const [accessKeyId, session] of this.sessions) {
      if (session === role) this.sessions.delete(accessKeyId);
    }
  }

  /**
   * Creates or changes a policy of a role.
   *
   * @throws {Error} when the account has no role of that name, or the document is no policy.
   */
  putRolePolicy(roleName: string, policyName: string, document: unknown, where: string): void {
    const role = this.roles.get(this.roleArn(roleName));
    if (!role) throw new Error(`${where}: account ${this.account} has no role ${roleName}`);
    role.policies.set(policyName, new Policy(document, where, 'identity-based'));
  }

  deleteRolePolicy(roleName: string, policyName: string): void {
    this.roles.get(this.roleArn(roleName))?.policies.delete(policyName);
  }

  /**
   * A new session of a role, as a function's execution environment gets.
   *
   * @throws {Error} when the account has no such role.
   */
  assumeRole(roleArn: string): Credentials {
    const role = this.roles.get(roleArn);
    if (!role) throw new Error(`Account ${this.account} has no role ${roleArn}`);
    const credentials: Credentials = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString('hex'),
      sessionToken: randomBytes(16).toString('base64url'),
    };
    this.sessions.set(credentials.accessKeyId, role);
    return credentials;
  }

  /** The role whose session signed with this access key, if it is one of this account's. */
  sessionRole(accessKeyId: string): Role | undefined {
    return this.sessions.get(accessKeyId);
  }

  endSession(accessKeyId: string): void {
    this.sessions.delete(accessKeyId);
  }

  private roleArn(name: string): string {
    return `arn:aws:iam::${this.account}:role/${name}`;
  }
}
