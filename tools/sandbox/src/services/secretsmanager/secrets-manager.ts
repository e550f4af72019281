/** Secrets Manager of one account: secrets, and the policies that share them. */
import { Policy } from '../iam/policy';

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  readonly kmsKeyId?: string;
  policy?: Policy;
}

export class SecretsManager {
  private readonly secrets = new Map<string, Secret>();

  /** Creates a secret, or gives the one of that ARN another value; its policy stays. */
  putSecret(secret: Omit<Secret, 'policy'>): void {
    const policy = this.secrets.get(secret.arn)?.policy;
    this.secrets.set(secret.arn, { ...secret, ...(policy ? { policy } : {}) });
  }

  /** Its policy goes with it. */
  deleteSecret(arn: string): void {
    this.secrets.delete(arn);
  }

  /** @throws {Error} when the account has no such secret. */
  putResourcePolicy(secretArn: string, document: unknown, where: string): void {
    const secret = this.secrets.get(secretArn);
    if (!secret) throw new Error(`${where}: there is no secret ${secretArn}`);
    secret.policy = new Policy(document, where);
  }

  deleteResourcePolicy(secretArn: string): void {
    const secret = this.secrets.get(secretArn);
    if (secret) delete secret.policy;
  }

  secret(arn: string): Secret | undefined {
    return this.secrets.get(arn);
  }
}
