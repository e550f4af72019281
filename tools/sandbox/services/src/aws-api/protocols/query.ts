/**
 * AWS Query: form parameters in requests, XML in responses. STS and CloudFormation use it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { parseParameters } from './parameters';
import { named, type CommonErrors, type Protocol } from './protocol';
import { element, escapeXml, toXml } from './xml';

const commonErrors: CommonErrors = {
  missingToken: { code: 'MissingAuthenticationToken', status: 403 },
  incompleteSignature: { code: 'IncompleteSignature', status: 400 },
  unrecognizedClient: { code: 'InvalidClientTokenId', status: 403 },
  expiredToken: { code: 'ExpiredToken', status: 403 },
  accessDenied: { code: 'AccessDenied', status: 403 },
  unknownOperation: { code: 'InvalidAction', status: 400 },
  malformed: { code: 'MalformedInput', status: 400 },
  invalid: { code: 'ValidationError', status: 400 },
  tooLarge: { code: 'RequestEntityTooLarge', status: 413 },
  internal: { code: 'InternalFailure', status: 500 },
};

/** @param namespace the XML namespace of the service's responses. */
export function queryProtocol(namespace: string): Protocol {
  const xml = (status: number, body: string, requestId: string) => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  });
  return {
    operationOf: ({ body }) => new URLSearchParams(body).get('Action') ?? '',
    inputOf: ({ body }) => parseParameters(body),
    success(operation, output, requestId) {
      const result = element(`${operation}Result`, toXml(output, 'member'));
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      const name = `${operation}Response`;
      return xml(200, `<${name} xmlns="${namespace}">${result}${metadata}</${name}>`, requestId);
    },
    failure(error, requestId) {
      const { code, status } = named(error, commonErrors);
      const fault = status < 500 ? 'Sender' : 'Receiver';
      const described = toXml({ Type: fault, Code: code, Message: error.message }, 'member');
      const body = element('Error', described) + element('RequestId', escapeXml(requestId));
      return xml(status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`, requestId);
    },
  };
}
