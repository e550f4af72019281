/**
 * A REST API and its deployments. A stage serves the snapshot of its deployment, so that later changes take effect
 * with the next one.
 */
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import { BinaryMediaTypes } from './binary-media-types';
import { RequestModel } from './request-model';
import { RouteTable } from './route-table';
import { AccountThrottle, StageThrottles, type MethodThrottle } from './throttles';

export interface Integration {
  readonly type: 'AWS_PROXY' | 'MOCK';
  /** The function's ARN, with its qualifier if the integration names one; empty for MOCK. */
  readonly functionArn: string;
  /** The method of the integration request; Lambda supports only POST. @default POST */
  readonly httpMethod?: string;
  /** ARN of the role that API Gateway assumes. @default none; the function's policy has to allow the invocation */
  readonly roleArn?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** The behavior for a content type without a template. @default WHEN_NO_MATCH */
  readonly passthroughBehavior?: 'NEVER' | 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES';
  readonly responses: readonly IntegrationResponse[];
}

/** One response of a MOCK integration; header values and templates are as in the template. */
export interface IntegrationResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** Whether a method requires a signature. */
export type AuthorizationType = 'NONE' | 'AWS_IAM';

export interface MethodDefinition {
  readonly resourceId: string;
  /** `ANY` for every method without a definition. */
  readonly httpMethod: string;
  /** Such as `method.request.querystring.limit`, with true if it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type to model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly requestValidatorId: string | undefined;
  readonly integration: Integration;
  /** Absent in what an older sandbox deployed. @default 'NONE' */
  readonly authorizationType?: AuthorizationType;
  /** Absent in what an older sandbox deployed. */
  readonly constructPath?: string;
}

export interface RequestValidator {
  readonly body: boolean;
  readonly parameters: boolean;
}

export interface GatewayResponse {
  readonly statusCode: number | undefined;
  /** Header name to value; a static value is in single quotes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** A deployed method with compiled models. */
export interface Method {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly authorizationType: AuthorizationType;
  readonly requiredParameters: readonly string[];
  /** Models by content type; empty if bodies are not validated. */
  readonly models: ReadonlyMap<string, RequestModel>;
  readonly integration: Integration;
  readonly constructPath: string;
}

export interface Deployment {
  readonly routes: RouteTable<Method>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly policy: Policy | undefined;
  /** Whether the default endpoint is enabled. */
  readonly hasDefaultEndpoint: boolean;
  readonly binaryMediaTypes: BinaryMediaTypes;
}

/** A deployment that a stage serves. */
export interface Stage extends Deployment {
  readonly name: string;
  readonly deploymentId: string;
  readonly throttles: StageThrottles;
  readonly constructPath: string;
}

export interface StageProps {
  readonly name: string;
  readonly deploymentId: string;
  readonly throttles: readonly MethodThrottle[];
  readonly constructPath: string;
}

export interface RestApiProps {
  readonly id: string;
  readonly rootResourceId: string;
  readonly isPrivate: boolean;
  readonly disablesDefaultEndpoint: boolean;
  /** The binary media types. @default none */
  readonly binaryMediaTypes?: readonly string[];
  /** The IDs of the API's associated VPC endpoints. */
  readonly vpcEndpointIds: readonly string[];
  /** The resource policy; undefined if the API has none. */
  readonly policyDocument?: unknown;
  /** The construct path of the policy. */
  readonly constructPath: string;
}

export interface ApiResource {
  readonly parentId: string;
  readonly pathPart: string;
}

/** The JSON snapshot of an API at a deployment. */
export interface ApiSnapshot {
  readonly resources: Readonly<Record<string, ApiResource>>;
  readonly methods: readonly MethodDefinition[];
  readonly models: Readonly<Record<string, unknown>>;
  readonly validators: Readonly<Record<string, RequestValidator>>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
  readonly policyDocument?: unknown;
  /** Absent in what an older sandbox deployed. */
  readonly disablesDefaultEndpoint?: boolean;
  /** Absent in what an older sandbox deployed. */
  readonly binaryMediaTypes?: readonly string[];
}

/** The models that API Gateway adds to each new API. */
const DEFAULT_MODELS: readonly (readonly [name: string, schema: unknown])[] = [
  ['Empty', { type: 'object' }],
  ['Error', { type: 'object', properties: { message: { type: 'string' } } }],
];

export class RestApi {
  readonly resources = new Map<string, ApiResource>();
  /** By the method's own ID. */
  readonly methods = new Map<string, MethodDefinition>();
  /** Model name to its JSON Schema. */
  readonly models = new Map<string, unknown>(DEFAULT_MODELS);
  readonly validators = new Map<string, RequestValidator>();
  /** By response type, such as `BAD_REQUEST_BODY`. */
  readonly gatewayResponses = new Map<string, GatewayResponse>();
  readonly stages = new Map<string, Stage>();
  private readonly deployments = new Map<string, Deployment>();

  /**
   * @param accountThrottle the throttle of all APIs of the account.
   * @throws {Error} when the policy is invalid.
   */
  constructor(
    private configuration: RestApiProps,
    private readonly accountThrottle = new AccountThrottle(() => performance.now()),
  ) {
    this.configure(configuration);
  }

  get props(): RestApiProps {
    return this.configuration;
  }

  /**
   * Updates the API; deployments keep their policy.
   *
   * @throws {Error} when the policy is invalid.
   */
  configure(configuration: RestApiProps): void {
    policyOf(configuration.policyDocument, configuration.constructPath);
    this.configuration = configuration;
  }

  /**
   * Deploys the API, or restores a deployment after a restart.
   *
   * @throws {Error} when the validator, the model or the resource of a method is missing, or a private API has no
   *   resource policy.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
   */
  createDeployment(id: string, known?: ApiSnapshot): ApiSnapshot {
    const snapshot = known ?? this.snapshot();
    const { constructPath, id: apiId, isPrivate, rootResourceId } = this.configuration;
    if (isPrivate && snapshot.policyDocument === undefined) {
      throw new Error("Private REST API doesn't have a resource policy attached to it");
    }
    if (snapshot.methods.length === 0) throw new Error("The REST API doesn't contain any methods");
    const api = { id: apiId, rootResourceId, constructPath, ...snapshot };
    const routes = new RouteTable<Method>();
    for (const definition of snapshot.methods) {
      const path = pathOf(api, definition.resourceId);
      routes.add(path, definition.httpMethod, deployMethod(api, definition, path));
    }
    this.deployments.set(id, {
      routes,
      gatewayResponses: new Map(Object.entries(snapshot.gatewayResponses)),
      policy: policyOf(snapshot.policyDocument, constructPath),
      hasDefaultEndpoint: !(snapshot.disablesDefaultEndpoint ?? false),
      binaryMediaTypes: new BinaryMediaTypes(snapshot.binaryMediaTypes ?? []),
    });
    return snapshot;
  }

  /** @throws {Error} while a stage serves it. */
  deleteDeployment(id: string): void {
    if ([...this.stages.values()].some(({ deploymentId }) => deploymentId === id)) {
      throw new Error('Active stages pointing to this deployment must be moved or deleted');
    }
    this.deployments.delete(id);
  }

  /**
   * Creates a stage, or switches it to another deployment atomically.
   *
   * @throws {Error} when there is no such deployment.
   */
  putStage({ throttles: settings, ...props }: StageProps): void {
    const deployment = this.deployments.get(props.deploymentId);
    if (!deployment)
      throw new Error(`API ${this.props.id} has no deployment ${props.deploymentId}`);
    const throttles =
      this.stages.get(props.name)?.throttles ?? new StageThrottles(this.accountThrottle, []);
    throttles.configure(settings);
    this.stages.set(props.name, { ...deployment, ...props, throttles });
  }

  private snapshot(): ApiSnapshot {
    return {
      resources: Object.fromEntries(this.resources),
      methods: [...this.methods.values()],
      models: Object.fromEntries(this.models),
      validators: Object.fromEntries(this.validators),
      gatewayResponses: Object.fromEntries(this.gatewayResponses),
      policyDocument: this.configuration.policyDocument,
      disablesDefaultEndpoint: this.configuration.disablesDefaultEndpoint,
      binaryMediaTypes: this.configuration.binaryMediaTypes ?? [],
    };
  }
}

function policyOf(document: unknown, constructPath: string): Policy | undefined {
  if (document === undefined) return undefined;
  assertSize("an API's resource policy", constructPath, [document]);
  return new Policy(document, constructPath);
}

/** Returns an API with the configuration of a snapshot. */
type ApiAtMoment = Pick<RestApiProps, 'constructPath' | 'id' | 'rootResourceId'> & ApiSnapshot;

function deployMethod(
  api: ApiAtMoment,
  definition: MethodDefinition,
  resourcePath: string,
): Method {
  const { requestValidatorId, requestParameters, requestModels } = definition;
  const validator =
    requestValidatorId === undefined
      ? undefined
      : memberOf(api, 'validator', api.validators, requestValidatorId);
  return {
    httpMethod: definition.httpMethod,
    resourcePath,
    resourceId: definition.resourceId,
    authorizationType: definition.authorizationType ?? 'NONE',
    requiredParameters: validator?.parameters
      ? Object.keys(requestParameters).filter((name) => requestParameters[name])
      : [],
    models: new Map(
      validator?.body
        ? Object.entries(requestModels).map(
            ([type, name]) =>
              [
                type,
                new RequestModel(
                  memberOf(api, 'model', api.models, name),
                  modelsOf(api.id, api.models),
                ),
              ] as const,
          )
        : [],
    ),
    integration: definition.integration,
    constructPath: definition.constructPath ?? api.constructPath,
  };
}

/**
 * Returns the models by the URLs that they reference each other with.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function modelsOf(
  id: string,
  models: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  const url = `https://apigateway.amazonaws.com/restapis/${id}/models`;
  return new Map(Object.entries(models).map(([name, schema]) => [`${url}/${name}`, schema]));
}

function pathOf(api: ApiAtMoment, resourceId: string): string {
  if (resourceId === api.rootResourceId) return '/';
  const resource = memberOf(api, 'resource', api.resources, resourceId);
  const parent = pathOf(api, resource.parentId);
  return `${parent === '/' ? '' : parent}/${resource.pathPart}`;
}

function memberOf<Value>(
  api: ApiAtMoment,
  kind: string,
  members: Readonly<Record<string, Value>>,
  id: string,
): Value {
  const found = Object.hasOwn(members, id) ? members[id] : undefined;
  if (found === undefined) throw new Error(`API ${api.id} has no ${kind} ${id}`);
  return found;
}
