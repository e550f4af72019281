/** KMS of one account: its customer keys, their policies and aliases. */
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import type { Tags } from '../tags';

export interface Key {
  readonly arn: string;
  readonly policy: Policy;
  readonly description: string;
  readonly isEnabled: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly tags: Tags;
}

type KeySettings = Pick<Key, 'description' | 'isEnabled' | 'tags'>;

export class Kms {
  private readonly keys = new Map<string, Key>();
  /** ARN of the key by the alias's name, such as `alias/orders`. */
  private readonly aliases = new Map<string, string>();

  /** Creates a key, or updates the policy of an existing one. */
  putKey(
    arn: string,
    policy: unknown,
    where: string,
    {
      description = '',
      isEnabled = true,
      tags = new Map<string, string>(),
    }: Partial<KeySettings> = {},
  ): void {
    assertSize('a key policy', where, [policy]);
    const createdAt = this.keys.get(arn)?.createdAt ?? Date.now();
    this.keys.set(arn, {
      arn,
      policy: new Policy(policy, where),
      description,
      isEnabled,
      createdAt,
      tags,
    });
  }

  deleteKey(arn: string): void {
    this.keys.delete(arn);
  }

  /** @param targetKeyId ID or ARN of a key. */
  putAlias(name: string, targetKeyId: string): void {
    this.aliases.set(name, targetKeyId);
  }

  deleteAlias(name: string): void {
    this.aliases.delete(name);
  }

  /** @param id the ID, ARN or alias of a key, or the ARN of an alias. */
  key(id: string): Key | undefined {
    const alias = /(?:^|:)(alias\/.+)$/.exec(id)?.[1];
    const target = alias === undefined ? id : this.aliases.get(alias);
    if (target === undefined) return undefined;
    return (
      this.keys.get(target) ?? [...this.keys.values()].find(({ arn }) => arn.endsWith(`/${target}`))
    );
  }
}
