import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { principalsOf } from '@cross-account/cdk-app';

/**
 * The resource policy of a private API or a private custom domain name: allows all callers, or specific
 * principals, and only through specific VPC endpoints. The restriction to endpoints is a Deny, which no other
 * Allow can override.
 */
export class PrivateApiPolicy extends PolicyDocument {
  private readonly endpoints = new Set<string>();
  private readonly deny: PolicyStatement;

  /**
   * @param calls the allowed calls, such as `execute-api:/v1/*` for everything in the stage v1
   * @param callers ARNs of roles, users and account roots. @default anyone
   */
  constructor(calls: string, callers?: readonly string[]) {
    const deny = new PolicyStatement({
      sid: 'DenyUnlessThroughTheConsumersEndpoint',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['execute-api:Invoke'],
      resources: ['execute-api:/*'],
    });
    super({ statements: [...allows(calls, callers), deny] });
    this.deny = deny;
  }

  /**
   * Admits calls through another VPC endpoint.
   * @param vpcEndpointId a concrete `vpce-…`: a token here would hide a change of the endpoint from
   *   the API's deployment, and the stage would keep the old policy
   */
  allowEndpoint(vpcEndpointId: string): void {
    this.endpoints.add(vpcEndpointId);
    const [only, ...more] = this.endpoints;
    this.deny.addCondition('StringNotEquals', {
      'aws:SourceVpce': more.length === 0 ? only : [...this.endpoints],
    });
  }
}

/** Returns one statement for roles and users, and one for whole accounts: only the first has a condition. */
function allows(calls: string, callers: readonly string[] | undefined): PolicyStatement[] {
  const called = { actions: ['execute-api:Invoke'], resources: [calls] };
  if (callers === undefined) {
    const principals = [new AnyPrincipal()];
    return [new PolicyStatement({ sid: 'AllowCalls', principals, ...called })];
  }
  return principalsOf(callers).map(
    ({ name, principals, conditions }) =>
      new PolicyStatement({
        sid: `AllowCallsOf${name}`,
        principals: [...principals],
        conditions,
        ...called,
      }),
  );
}
