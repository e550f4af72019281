/** KMS of one account: its customer keys and their policies. */
import { Policy } from '../iam/policy';

export class Kms {
  private readonly keys = new Map<string, Policy>();

  createKey(arn: string, policy: unknown, where: string): void {
    this.keys.set(arn, new Policy(policy, where));
  }

  keyPolicy(arn: string): Policy | undefined {
    return this.keys.get(arn);
  }
}
