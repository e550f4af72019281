/**
 * Who signed a client's request. A method with `AWS_IAM` asks for a signature, and API Gateway looks for
 * one where no method matches, too: hence `Missing Authentication Token` for an unknown path. On its way
 * through a VPC endpoint every signature is verified, since the endpoint's policy is asked about whoever
 * signed; an `Authorization` header of another kind, such as a bearer token, makes nobody of its sender.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
import { header } from '@sandbox/kernel/http';
import { principalName } from '@sandbox/policy/principal';
import {
  incompleteSignature,
  isSignature,
  missingSignature,
  signerOf,
} from '@sandbox/services/apigateway/caller-authentication';
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, refusedByRule, type Step } from '../pipeline';
import type { AtRoute, AtStage } from './client-request';

interface Signable extends Pick<AtStage, 'request' | 'endpoint' | 'mapped' | 'stage'> {
  readonly owner: AccountWith<'apigateway'>;
  readonly accounts: readonly AccountWith<'iam'>[];
}

type Found = Pick<AtRoute, 'route' | 'signer'>;

export function signer(context: Signable): Step<Found, GatewayError> {
  const { request, endpoint, mapped, stage, owner, accounts } = context;
  const route = stage.routes.match(mapped.path, request.method);
  const nobody: Found = { route, signer: undefined };
  const asks = asksForSignature(route);
  const constructPaths = [route?.method.constructPath ?? mapped.api.props.constructPath];
  const authorization = header(request, 'authorization') ?? '';
  if (authorization === '') {
    // An unknown path is answered behind the policies.
    if (!route || !asks) return passedUntraced(nobody);
    const asked = 'the method requires a signature (AWS_IAM)';
    const none = /(^|&)X-Amz-Signature=/.test(request.query)
      ? 'the sandbox does not support signatures in the query'
      : 'the request has none';
    return refusedByRule(missingSignature, `${asked}, and ${none}`, constructPaths);
  }
  if (!isSignature(authorization)) {
    const error = asks ? incompleteSignature(request) : undefined;
    return error ? refusedByRule(error, error.message, constructPaths) : passedUntraced(nobody);
  }
  if (!asks && !endpoint) return passedUntraced(nobody);
  const found = signerOf(request, { region: owner.region, accounts });
  if ('type' in found) return refusedByRule(found, found.reason ?? found.message, constructPaths);
  return passed({ route, signer: found }, `signed by ${principalName(found.caller.principal)}`);
}

/** Whether a method asks for a signature; what no method matches, does. */
export function asksForSignature(route: AtRoute['route']): boolean {
  return route?.method.authorizationType !== 'NONE';
}
