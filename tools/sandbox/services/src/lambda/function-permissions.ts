/** The resource policies of functions, versions and aliases: who else may invoke them. */
import { Policy } from '@sandbox/policy/policy';

export class FunctionPermissions {
  /** By the function's ARN with the qualifier that the permission is for, then by its ID. */
  private readonly policies = new Map<string, Map<string, Policy>>();

  /** What may be invoked by somebody, as ARNs with their qualifiers. */
  get resources(): readonly string[] {
    return [...this.policies.keys()];
  }

  /** @throws {Error} at a statement that is none. */
  add(resource: string, id: string, statement: unknown, where: string): void {
    const policy = new Policy({ Statement: [statement] }, where);
    const policies = this.policies.get(resource) ?? new Map<string, Policy>();
    this.policies.set(resource, policies.set(id, policy));
  }

  remove(resource: string, id: string): void {
    const policies = this.policies.get(resource);
    policies?.delete(id);
    if (policies?.size === 0) this.policies.delete(resource);
  }

  /** Removes those of a function with all its versions and aliases. */
  removeAll(functionArn: string): void {
    for (const resource of this.resources) {
      if (`${resource}:`.startsWith(`${functionArn}:`)) this.policies.delete(resource);
    }
  }

  /** Those of a function, version or alias, by its ARN. */
  policiesOf(resource: string): readonly Policy[] {
    return [...(this.policies.get(resource)?.values() ?? [])];
  }
}
