/** Secrets Manager of one account: secrets, and the policies that share them. */
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import type { Tag } from '../tags';
import { versionOf, withValue, type SecretVersion } from './secret-versions';

export interface SecretProps {
  readonly arn: string;
  readonly name: string;
  /**
   * The value of the current version; a changed value becomes a new version. @default the versions
   * remain; a new secret has none
   */
  readonly value?: string | undefined;
  readonly description?: string;
  /** ID, ARN or alias of the customer key. @default the AWS managed key */
  readonly kmsKeyId?: string;
  /** @default none */
  readonly tags?: readonly Tag[];
}

/** The state of a secret that a restart restores. */
export type SecretHistory = Pick<Secret, 'versions' | 'createdAt'>;

/** A secret with its versions, newest first. Times are in milliseconds since the epoch. */
export interface Secret extends SecretProps {
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
  readonly changedAt: number;
  policy?: Policy | undefined;
  /** The policy as JSON text. */
  policyText?: string | undefined;
}

export class SecretsManager {
  private readonly secrets = new Map<string, Secret>();

  /**
   * Creates a secret, or updates the one with its ARN, which keeps its policy.
   *
   * @param history the history of a secret that a restart creates again. @default that of the
   *   secret with this ARN
   */
  putSecret(props: SecretProps, history?: SecretHistory): Secret {
    const { arn, value: wanted } = props;
    const now = Date.now();
    const known = this.secrets.get(arn);
    const { createdAt, versions } = known ?? history ?? { createdAt: now, versions: [] };
    const held = versionOf(versions, {})?.value;
    const isSame = wanted === undefined || wanted === held;
    const secret = {
      ...props,
      value: wanted ?? held,
      versions: isSame ? versions : withValue(versions, wanted),
      createdAt,
      changedAt: now,
      policy: known?.policy,
      policyText: known?.policyText,
    };
    this.secrets.set(arn, secret);
    return secret;
  }

  /** Deletes a secret with its policy. */
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

  /** @param arn the full ARN, with its suffix of six characters. */
  secret(arn: string): Secret | undefined {
    return this.secrets.get(arn);
  }

  named(name: string): Secret | undefined {
    return [...this.secrets.values()].find((secret) => secret.name === name);
  }
}
