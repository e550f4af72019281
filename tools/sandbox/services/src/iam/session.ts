/** A session of a role: its principal, and its credentials. */
import { randomBytes } from 'node:crypto';
import type { Principal } from '@sandbox/policy/principal';
import type { VpcConfig } from '../ec2/vpc-config';
import { roleId, type Role } from './role';

/** The credentials of a session. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface SessionProps {
  /** @default 'sandbox' */
  readonly sessionName?: string;
  /** Milliseconds since the epoch. @default the session does not expire */
  readonly expiresAt?: number;
  /** The function whose execution environment has the session. @default none */
  readonly functionArn?: string;
  /** The subnets and security groups of that function. @default it is outside of a VPC */
  readonly vpc?: VpcConfig | undefined;
}

export class Session {
  readonly principal: Extract<Principal, { kind: 'role' }>;
  /** As in STS: the role's unique ID and the session's name. */
  readonly userId: string;
  readonly expiresAt: number | undefined;
  readonly functionArn: string | undefined;
  readonly vpc: VpcConfig | undefined;
  readonly credentials: Credentials = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: randomBytes(16).toString('base64url'),
  };

  constructor(
    readonly role: Role,
    account: string,
    { sessionName = 'sandbox', expiresAt, functionArn, vpc }: SessionProps,
  ) {
    const { arn, name } = role;
    const sessionArn = `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`;
    this.userId = `${roleId(arn)}:${sessionName}`;
    this.principal = {
      kind: 'role',
      account,
      arn,
      sessionArn,
      userId: this.userId,
      tags: role.tags,
    };
    this.expiresAt = expiresAt;
    this.functionArn = functionArn;
    this.vpc = vpc;
  }

  get hasExpired(): boolean {
    return this.expiresAt !== undefined && this.expiresAt <= Date.now();
  }
}
