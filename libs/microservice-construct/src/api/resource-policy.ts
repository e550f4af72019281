import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { principalsOf } from '@cross-account/cdk-app';

/**
 * Who may call a private API: anyone, or the principals that it names, and either only through the VPC
 * endpoints that it names. The Deny is what closes the door, since an Allow elsewhere cannot override
 * it; the Allow opens only the stage.
 */
export class PrivateApiPolicy extends PolicyDocument {
  private readonly endpoints = new Set<string>();
  private readonly deny: PolicyStatement;

  /**
   * @param stageName the only stage that may be called
   * @param callers ARNs of roles, users and account roots. @default anyone
   */
  constructor(stageName: string, callers?: readonly string[]) {
    const deny = new PolicyStatement({
      sid: 'DenyUnlessThroughTheConsumersEndpoint',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['execute-api:Invoke'],
      resources: ['execute-api:/*'],
    });
    super({ statements: [...allows(stageName, callers), deny] });
    this.deny = deny;
  }

  /**
   * Lets in what comes through one more VPC endpoint.
   * @param vpcEndpointId a concrete `vpce-…`: a token here would hide a change of the endpoint from
   *   the API's deployment, and the stage would keep the old policy
   */
  letIn(vpcEndpointId: string): void {
    this.endpoints.add(vpcEndpointId);
    const [only, ...more] = this.endpoints;
    this.deny.addCondition('StringNotEquals', {
      'aws:SourceVpce': more.length === 0 ? only : [...this.endpoints],
    });
  }
}

/** Of roles and users a statement, and one of whole accounts: only the first has a condition. */
function allows(stageName: string, callers: readonly string[] | undefined): PolicyStatement[] {
  const calls = { actions: ['execute-api:Invoke'], resources: [`execute-api:/${stageName}/*`] };
  if (callers === undefined) {
    return [new PolicyStatement({ sid: 'AllowCalls', principals: [new AnyPrincipal()], ...calls })];
  }
  return principalsOf(callers).map(
    ({ name, principals, conditions }) =>
      new PolicyStatement({
        sid: `AllowCallsOf${name}`,
        principals: [...principals],
        conditions,
        ...calls,
      }),
  );
}
