/**
 * API Gateway's checks of a method, a resource or a model against the other parts of its API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
import { reasonOf } from '@sandbox/kernel/one-line';
import { assertModelSchema, RequestModel } from './request-model';
import { modelsOf, type RestApi } from './rest-api';

/** A response that a method declares. */
export interface MethodResponse {
  readonly statusCode: number;
  /** Names such as `method.response.header.Allow`. */
  readonly parameters: readonly string[];
  /** Names of models. */
  readonly models: readonly string[];
}

export interface CheckedMethod {
  readonly requestParameters: readonly string[];
  /** Names of models. */
  readonly requestModels: readonly string[];
  readonly requestValidatorId: string | undefined;
  readonly responses: readonly MethodResponse[];
  readonly integrationResponses: readonly {
    readonly statusCode: number;
    /** Names of headers. */
    readonly headers: Readonly<Record<string, string>>;
  }[];
}

const REQUEST_PARAMETER =
  /^method\.request\.((multivalue)?(querystring|header)|path)\.[\w\-.~!$'()*+]+$/;

/** @throws {Error} with API Gateway's message for the first missing part. */
export function assertMethod(api: RestApi, method: CheckedMethod): void {
  const { requestParameters, requestModels, requestValidatorId, responses } = method;
  const invalid = requestParameters.find((name) => !REQUEST_PARAMETER.test(name));
  if (invalid !== undefined) throw new Error(invalidMapping(invalid));
  const models = [...requestModels, ...responses.flatMap((response) => response.models)];
  const unknown = models.find((name) => !api.models.has(name));
  if (unknown !== undefined) throw new Error(`Invalid model identifier specified: ${unknown}`);
  if (requestValidatorId !== undefined && !api.validators.has(requestValidatorId)) {
    throw new Error('Invalid Request Validator identifier specified');
  }
  for (const { statusCode, headers } of method.integrationResponses) {
    const declared = responses.find((response) => response.statusCode === statusCode);
    if (!declared) throw new Error('Invalid Response status code specified');
    const undeclared = Object.keys(headers)
      .map((name) => `method.response.header.${name}`)
      .find((name) => !declared.parameters.includes(name));
    if (undeclared !== undefined) throw new Error(invalidMapping(undeclared));
  }
}

function invalidMapping(name: string): string {
  return (
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping ' +
    `expression parameter specified: ${name}]`
  );
}

/** @throws {Error} when the parent does not exist, or is a greedy path variable. */
export function assertParent(api: RestApi, parentId: string): void {
  if (parentId === api.props.rootResourceId) return;
  const parent = api.resources.get(parentId);
  if (!parent) throw new Error('Invalid Resource identifier specified');
  if (parent.pathPart.endsWith('+}')) {
    throw new Error(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
}

/** @throws {Error} when a model is not JSON Schema draft 4, or has an unknown reference. */
export function assertModel(api: RestApi, schema: unknown): void {
  try {
    assertModelSchema(schema);
    new RequestModel(schema, modelsOf(api.props.id, Object.fromEntries(api.models)));
  } catch (error) {
    throw new Error(
      'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema ' +
        `specified. ${reasonOf(error)}]`,
      { cause: error },
    );
  }
}
