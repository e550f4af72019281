/** IAM of one account: its roles, and the credentials that a role's session signs with. */
import { randomBytes } from 'node:crypto';
import { Policy } from './policy';

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly policies: Policy[];
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

  createRole(name: string): Role {
    const role: Role = { name, arn: `arn:aws:iam::${this.account}:role/${name}`, policies: [] };
    this.roles.set(role.arn, role);
    return role;
  }

  /** @throws {Error} when the account has no role of that name. */
  attachPolicy(roleName: string, document: unknown, where: string): void {
    const role = this.roles.get(`arn:aws:iam::${this.account}:role/${roleName}`);
    if (!role) throw new Error(`${where}: account ${this.account} has no role ${roleName}`);
    role.policies.push(new Policy(document, where, 'identity-based'));
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
}
