import { LambdaIntegration, RequestValidator } from 'aws-cdk-lib/aws-apigateway';
import type { IRestApi, MethodOptions, Model, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import { operationsByPath, requestModel, responseModel } from '@cross-account/orders-domain/http';
import type { ApiDefinition, Body, JsonSchema, Operation } from '@cross-account/orders-domain/http';
import { addMethodNotAllowed } from './method-not-allowed';

/** The aliases that operations invoke, by the name of the operation. */
export type OperationHandlers = ReadonlyMap<string, Alias>;

const JSON_TYPE = 'application/json';

/**
 * Adds all operations of an API: paths, request validation, models and integrations; and 405 responses for
 * all other methods.
 */
export function addOperations(
  api: RestApi,
  { service, operations }: ApiDefinition,
  handlers: OperationHandlers,
): void {
  const validators = new Validators(api);
  const models = new Models(api);
  for (const [path, ofPath] of operationsByPath(operations)) {
    const resource = api.root.resourceForPath(path);
    for (const operation of ofPath) {
      const { body, success } = operation;
      resource.addMethod(operation.method, invoke(handlerOf(operation, handlers)), {
        requestValidator: validators.of(operation),
        // Other content types are not validated here: the function returns 415 for them.
        ...(body && {
          requestModels: { [JSON_TYPE]: models.of(body, (one) => requestModel(one, service)) },
        }),
        requestParameters: requestParameters(operation),
        methodResponses: answers(
          String(success.status),
          success.body && models.of(success.body, (one) => responseModel(one, service)),
        ),
      });
    }
    addMethodNotAllowed(resource, ofPath.map(({ method }) => method).sort());
  }
}

function handlerOf({ name }: Operation, handlers: OperationHandlers): Alias {
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`there is no function for the operation "${name}"`);
  return handler;
}

/**
 * Allows API Gateway to invoke the function for this method only, and not for test invocations in the
 * console.
 */
function invoke(handler: Alias): LambdaIntegration {
  // Alias is incompatible with IFunction under exactOptionalPropertyTypes.
  return new LambdaIntegration(handler as IFunction, {
    allowTestInvoke: false,
    scopePermissionToMethod: true,
  });
}

const PLACE_OF = { header: 'header', path: 'path', query: 'querystring' } as const;

/** Returns the parameters of an operation, and whether API Gateway rejects requests without them. */
function requestParameters({ parameters = {} }: Operation): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      `method.request.${PLACE_OF[parameter.in]}.${name}`,
      parameter.in === 'path' || (parameter.required ?? false),
    ]),
  );
}

/** The two request validators that operations need, each created once. */
class Validators {
  private readonly known = new Map<string, RequestValidator>();

  constructor(private readonly api: RestApi) {}

  of({ body }: Operation): RequestValidator {
    const id = body === undefined ? 'Parameters' : 'Everything';
    const validator =
      this.known.get(id) ??
      new RequestValidator(this.api, id, {
        // The same with RestApi and IRestApi.
        restApi: this.api as IRestApi,
        validateRequestParameters: true,
        ...(body && { validateRequestBody: true }),
      });
    this.known.set(id, validator);
    return validator;
  }
}

/** The models of bodies, each created once. */
class Models {
  private readonly known = new Map<Body, Model>();

  constructor(private readonly api: RestApi) {}

  of(body: Body, schemaOf: (body: Body) => JsonSchema): Model {
    const model =
      this.known.get(body) ??
      // CDK adds the `$schema` of draft 4, which API Gateway expects.
      this.api.addModel(body.name, { contentType: JSON_TYPE, schema: schemaOf(body) });
    this.known.set(body, model);
    return model;
  }
}

function answers(
  statusCode: string,
  body: Model | undefined,
): NonNullable<MethodOptions['methodResponses']> {
  return [{ statusCode, ...(body && { responseModels: { [JSON_TYPE]: body } }) }];
}
