import { MockIntegration, PassthroughBehavior } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/aws-apigateway';
import { problemContentType, problems } from '@cross-account/orders-domain';
import { problemBody } from './problem';

const CODE = 'ROUTE.METHOD_NOT_ALLOWED';
const ALLOW = 'method.response.header.Allow';
const CONTENT_TYPE = 'method.response.header.Content-Type';

/**
 * Answers every method of a path that has no method of its own with 405, without a function: a
 * precise method wins over ANY. Without it API Gateway would say that the path is unknown.
 * @param allowed the methods that the path has
 */
export function addMethodNotAllowed(resource: IResource, allowed: readonly string[]): void {
  const { status } = problems[CODE];
  const methods = allowed.join(', ');
  const body = problemBody({ code: CODE, status, detail: `This path knows ${methods}.` });
  resource.addMethod(
    'ANY',
    new MockIntegration({
      // Static templates only: a body that the caller sends is never read.
      requestTemplates: { 'application/json': JSON.stringify({ statusCode: status }) },
      passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
      integrationResponses: [
        {
          statusCode: String(status),
          responseParameters: {
            [ALLOW]: `'${methods}'`,
            [CONTENT_TYPE]: `'${problemContentType}'`,
          },
          responseTemplates: { 'application/json': JSON.stringify(body) },
        },
      ],
    }),
    {
      methodResponses: [
        {
          statusCode: String(status),
          responseParameters: { [ALLOW]: true, [CONTENT_TYPE]: true },
        },
      ],
    },
  );
}
