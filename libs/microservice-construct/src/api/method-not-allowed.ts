import { MockIntegration, PassthroughBehavior } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/aws-apigateway';
import { problem } from '@cross-account/orders-domain/http';
import { problemHeaders } from './problem';

const HEADER = 'method.response.header.';

/**
 * Returns 405 for all other methods of a path, without a function: a specific method takes precedence over
 * ANY. Without it, API Gateway would respond that the path is unknown.
 * @param allowed the methods that the path has
 */
export function addMethodNotAllowed(resource: IResource, allowed: readonly string[]): void {
  const methods = allowed.join(', ');
  const body = problem('ROUTE.METHOD_NOT_ALLOWED', `This path supports ${methods}.`);
  const statusCode = String(body.status);
  const headers = Object.entries({ ...problemHeaders, Allow: `'${methods}'` });
  resource.addMethod(
    'ANY',
    new MockIntegration({
      // Static templates only: the body of the request is never read.
      requestTemplates: { 'application/json': JSON.stringify({ statusCode: body.status }) },
      passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
      integrationResponses: [
        {
          statusCode,
          responseParameters: Object.fromEntries(
            headers.map(([name, value]) => [HEADER + name, value]),
          ),
          responseTemplates: { 'application/json': JSON.stringify(body) },
        },
      ],
    }),
    {
      methodResponses: [
        {
          statusCode,
          responseParameters: Object.fromEntries(headers.map(([name]) => [HEADER + name, true])),
        },
      ],
    },
  );
}
