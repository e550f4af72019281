/**
 * Verifies the signature of a request. A method with `AWS_IAM` requires one, and so does a path without a method:
 * hence `Missing Authentication Token` for an unknown path. A VPC endpoint verifies every signature, since its
 * policy applies to the signer; a request with another `Authorization` header, such as a bearer token, is anonymous.
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
    // An unknown path is rejected after the policies.
    if (!route || !asks) return passedUntraced(nobody);
    const required = 'the method requires a signature (AWS_IAM)';
    const none = /(^|&)X-Amz-Signature=/.test(request.query)
      ? 'the sandbox does not support signatures in the query'
      : 'the request has none';
    return refusedByRule(missingSignature, `${required}, and ${none}`, constructPaths);
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

/** Returns whether a method requires a signature; true if no method matches. */
export function asksForSignature(route: AtRoute['route']): boolean {
  return route?.method.authorizationType !== 'NONE';
}
