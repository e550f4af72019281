/**
 * A REST API as it is configured, and its deployments: what a stage serves is the configuration at
 * the moment of its deployment, so a later change is not served before the next one.
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
  /** That API Gateway calls Lambda with, which knows POST only. @default POST */
  readonly httpMethod?: string;
  /** ARN of the role that API Gateway invokes with. @default the function's policy has to allow it */
  readonly roleArn?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** What becomes of a content type without a template. @default WHEN_NO_MATCH */
  readonly passthroughBehavior?: 'NEVER' | 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES';
  readonly responses: readonly IntegrationResponse[];
}

/** One answer of a MOCK integration; header values and templates are as in the template. */
export interface IntegrationResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** Whether a method asks its caller for a signature. */
export type AuthorizationType = 'NONE' | 'AWS_IAM';

export interface MethodDefinition {
  readonly resourceId: string;
  /** `ANY` for every method that has no definition of its own. */
  readonly httpMethod: string;
  /** Such as `method.request.querystring.limit`, true where it is required. */
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

/** A method as deployed: its models compiled. */
export interface Method {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly authorizationType: AuthorizationType;
  readonly requiredParameters: readonly string[];
  /** Content type to model; empty where bodies are not validated. */
  readonly models: ReadonlyMap<string, RequestModel>;
  readonly integration: Integration;
  readonly constructPath: string;
}

export interface Deployment {
  readonly routes: RouteTable<Method>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly policy: Policy | undefined;
  /** Whether API Gateway's own host names lead to the API. */
  readonly hasDefaultEndpoint: boolean;
  readonly binaryMediaTypes: BinaryMediaTypes;
}

/** A deployment as a stage serves it. */
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
  /** Of bodies that are bytes. @default none */
  readonly binaryMediaTypes?: readonly string[];
  /** Of the VPC endpoints that have host names of their own for the API. */
  readonly vpcEndpointIds: readonly string[];
  /** The resource policy; undefined where the API has none. */
  readonly policyDocument?: unknown;
  /** The construct that the policy is of. */
  readonly constructPath: string;
}

export interface ApiResource {
  readonly parentId: string;
  readonly pathPart: string;
}

/** What an API was at the moment of a deployment, as JSON can hold it. */
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

/** Those that API Gateway adds to each new API. */
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
   * @param accountThrottle what the API shares with all others of its account.
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
   * Changes the API itself; the policy of what is deployed stays until the next deployment.
   *
   * @throws {Error} when the policy is invalid.
   */
  configure(configuration: RestApiProps): void {
    policyOf(configuration.policyDocument, configuration.constructPath);
    this.configuration = configuration;
  }

  /**
   * Deploys the API as it is now, or as it was when it was deployed before a restart.
   *
   * @throws {Error} at a method whose validator, model or resource is missing, and at a private API
   *   without a resource policy.
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
   * Creates a stage, or has it serve another deployment: from one request to the next.
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

/** An API with what it was at one moment. */
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
 * The models by the URLs under which they refer to each other.
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
