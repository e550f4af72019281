import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Who may call a private API: anyone, through VPC endpoints that are named. The Deny is what closes
 * the door, since an Allow elsewhere cannot override it; the Allow opens only the stage.
 */
export class EndpointsOnlyPolicy extends PolicyDocument {
  private readonly endpoints = new Set<string>();
  private readonly deny: PolicyStatement;

  /** @param stageName the only stage that may be called */
  constructor(stageName: string) {
    const deny = new PolicyStatement({
      sid: 'DenyUnlessThroughTheConsumersEndpoint',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['execute-api:Invoke'],
      resources: ['execute-api:/*'],
    });
    super({
      statements: [
        new PolicyStatement({
          sid: 'AllowCalls',
          principals: [new AnyPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: [`execute-api:/${stageName}/*`],
        }),
        deny,
      ],
    });
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
