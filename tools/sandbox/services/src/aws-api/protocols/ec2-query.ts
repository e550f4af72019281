/**
 * EC2's variant of AWS Query.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
import { parseParameters } from './parameters';
import { named, type CommonErrors, type Protocol } from './protocol';
import { element, toXml } from './xml';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const commonErrors: CommonErrors = {
  missingToken: { code: 'AuthFailure', status: 401 },
  incompleteSignature: { code: 'AuthFailure', status: 401 },
  unrecognizedClient: { code: 'AuthFailure', status: 401 },
  expiredToken: { code: 'RequestExpired', status: 400 },
  accessDenied: { code: 'UnauthorizedOperation', status: 403 },
  unknownOperation: { code: 'InvalidAction', status: 400 },
  malformed: { code: 'MalformedQueryString', status: 400 },
  invalid: { code: 'InvalidParameterValue', status: 400 },
  tooLarge: { code: 'RequestEntityTooLarge', status: 413 },
  internal: { code: 'InternalError', status: 500 },
};

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

export const ec2Query: Protocol = {
  operationOf: ({ body }) => new URLSearchParams(body).get('Action') ?? '',
  inputOf: ({ body }) => parseParameters(body),
  success(operation, output, requestId) {
    const content = element('requestId', requestId) + toXml(output, 'item');
    const name = `${operation}Response`;
    return xml(200, `<${name} xmlns="${NAMESPACE}">${content}</${name}>`, requestId);
  },
  failure(error, requestId) {
    const { code, status } = named(error, commonErrors);
    const Message =
      error.kind === 'accessDenied'
        ? `You are not authorized to perform this operation. ${error.message.replace(' on resource: *', '')}`
        : error.message;
    const described = element('Error', toXml({ Code: code, Message }, 'item'));
    const body = element('Errors', described) + element('RequestID', requestId);
    return xml(status, element('Response', body), requestId);
  },
};

function xml(status: number, body: string, requestId: string) {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body,
  };
}
