/** KMS of one account: its customer keys and their policies. */
import { Policy } from '../iam/policy';

export class Kms {
  private readonly keys = new Map<string, Policy>();

  /** Creates a key, or changes the policy of the one that there is. */
  putKey(arn: string, policy: unknown, where: string): void {
    this.keys.set(arn, new Policy(policy, where));
  }

  deleteKey(arn: string): void {
    this.keys.delete(arn);
  }

  keyPolicy(arn: string): Policy | undefined {
    return this.keys.get(arn);
  }
}
