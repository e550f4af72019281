/** Secrets Manager of one account: secrets, and the policies that share them. */
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import { stableHex } from '@sandbox/kernel/identifiers';
import type { Tags } from '../tags';

export interface SecretProps {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  /** ID, ARN or alias of the customer key. @default the AWS managed key */
  readonly kmsKeyId?: string;
  /** @default none */
  readonly tags?: Tags;
}

/** A secret with its only version, which is the current one. Times in milliseconds since the epoch. */
export interface Secret extends SecretProps {
  readonly versionId: string;
  readonly createdAt: number;
  readonly changedAt: number;
  policy?: Policy | undefined;
  /** The policy as JSON text. */
  policyText?: string | undefined;
}

export class SecretsManager {
  private readonly secrets = new Map<string, Secret>();

  /** Creates a secret, or changes the value of the one with that ARN; its policy stays. */
  putSecret(props: SecretProps): void {
    const { arn, value } = props;
    const now = Date.now();
    const { createdAt = now, policy, policyText } = this.secrets.get(arn) ?? {};
    const versionId = uuid(arn, value);
    this.secrets.set(arn, { ...props, versionId, createdAt, changedAt: now, policy, policyText });
  }

  /** Its policy goes with it. */
  deleteSecret(arn: string): void {
    this.secrets.delete(arn);
  }

  /** @throws {Error} when the account has no such secret. */
  putResourcePolicy(secretArn: string, document: unknown, where: string): void {
    const secret = this.secrets.get(secretArn);
    if (!secret) throw new Error(`${where}: the secret ${secretArn} does not exist`);
    assertSize("a secret's resource policy", where, [document]);
    secret.policy = new Policy(document, where);
    secret.policyText = JSON.stringify(document);
  }

  deleteResourcePolicy(secretArn: string): void {
    const secret = this.secrets.get(secretArn);
    if (!secret) return;
    secret.policy = undefined;
    secret.policyText = undefined;
  }

  /** Sorted by name. */
  get all(): readonly Secret[] {
    return [...this.secrets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @param arn the full ARN, with the six characters at its end. */
  secret(arn: string): Secret | undefined {
    return this.secrets.get(arn);
  }

  named(name: string): Secret | undefined {
    return [...this.secrets.values()].find((secret) => secret.name === name);
  }
}

/** The same value is the same version, also after a restart. */
function uuid(...parts: readonly string[]): string {
  const hex = stableHex(32, ...parts);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
