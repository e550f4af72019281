import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Who may call a private API: anyone, through one VPC endpoint. The Deny is what closes the door,
 * since an Allow elsewhere cannot override it; the Allow opens only the stage.
 * @param vpcEndpointId a concrete `vpce-…`: a token here would hide a change of the endpoint from
 *   the API's deployment, and the stage would keep the old policy
 */
export function onlyThroughEndpoint(vpcEndpointId: string, stageName: string): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AllowCalls',
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: [`execute-api:/${stageName}/*`],
      }),
      new PolicyStatement({
        sid: 'DenyUnlessThroughTheConsumersEndpoint',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: ['execute-api:/*'],
        conditions: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } },
      }),
    ],
  });
}
