/** The resource policies of functions, versions and aliases, which allow others to invoke them. */
import { Policy } from '@sandbox/policy/policy';

export class FunctionPermissions {
  /** By the function's ARN with the permission's qualifier, then by the permission's ID. */
  private readonly policies = new Map<string, Map<string, Policy>>();

  /** The ARNs, with their qualifiers, that have a permission. */
  get resources(): readonly string[] {
    return [...this.policies.keys()];
  }

  /** @throws {Error} when the statement is invalid. */
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

  /** Removes the permissions of a function with all its versions and aliases. */
  removeAll(functionArn: string): void {
    for (const resource of this.resources) {
      if (`${resource}:`.startsWith(`${functionArn}:`)) this.policies.delete(resource);
    }
  }

  /** Returns the permissions of a function, version or alias, by its ARN. */
  policiesOf(resource: string): readonly Policy[] {
    return [...(this.policies.get(resource)?.values() ?? [])];
  }
}
