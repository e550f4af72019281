/**
 * REST with XML, of which the sandbox has only errors: services that use it, such as S3, have no
 * operations here, but their clients have to be able to parse the error.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { named, type CommonErrors, type Protocol } from './protocol';
import { element, toXml } from './xml';

const commonErrors: CommonErrors = {
  missingToken: { code: 'MissingSecurityHeader', status: 400 },
  incompleteSignature: { code: 'AuthorizationHeaderMalformed', status: 400 },
  unrecognizedClient: { code: 'InvalidAccessKeyId', status: 403 },
  expiredToken: { code: 'ExpiredToken', status: 400 },
  accessDenied: { code: 'AccessDenied', status: 403 },
  unknownOperation: { code: 'NotImplemented', status: 501 },
  malformed: { code: 'MalformedXML', status: 400 },
  invalid: { code: 'InvalidRequest', status: 400 },
  tooLarge: { code: 'EntityTooLarge', status: 400 },
  internal: { code: 'InternalError', status: 500 },
};

/**
 * @param isWrapped whether an error is wrapped in an `ErrorResponse`, as in all services but S3.
 */
export function restXml({ isWrapped }: { readonly isWrapped: boolean }): Protocol {
  return {
    operationOf: () => '',
    inputOf: () => undefined,
    success() {
      throw new Error('No operation of a service with REST and XML is emulated');
    },
    failure(error, requestId) {
      const { code, status } = named(error, commonErrors);
      const described = element('Error', toXml({ Code: code, Message: error.message }, 'member'));
      const body = isWrapped
        ? element('ErrorResponse', described + element('RequestId', requestId))
        : described;
      return {
        status,
        headers: { 'content-type': 'application/xml', 'x-amzn-requestid': requestId },
        body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
      };
    },
  };
}
