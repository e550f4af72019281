/**
 * A REST API as it is configured, and its deployments: what a stage serves is the configuration at
 * the moment of its deployment, so a later change is not served before the next one.
 */
import type { Policy } from '../iam/policy';
import { RequestModel } from './request-model';
import { RouteTable } from './route-table';

export interface Integration {
  readonly type: 'AWS_PROXY' | 'MOCK';
  /** The function's ARN, with its qualifier if the integration names one; empty for MOCK. */
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

/** One answer of a MOCK integration; header values and templates are as in the template. */
export interface IntegrationResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

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
}

export interface RequestValidator {
  readonly body: boolean;
  readonly parameters: boolean;
}

export interface GatewayResponse {
  readonly statusCode: number | undefined;
  /** Header name to value; a static value stands in single quotes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** A method as deployed: its models compiled. */
export interface Method {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly requiredParameters: readonly string[];
  /** Content type to model; empty where bodies are not validated. */
  readonly models: ReadonlyMap<string, RequestModel>;
  readonly integration: Integration;
}

export interface Deployment {
  readonly routes: RouteTable<Method>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly policy: Policy | undefined;
}

export interface RestApiProps {
  readonly id: string;
  readonly rootResourceId: string;
  readonly isPrivate: boolean;
  readonly policy: Policy | undefined;
}

export class RestApi {
  readonly resources = new Map<string, { readonly parentId: string; readonly pathPart: string }>();
  readonly methods: MethodDefinition[] = [];
  /** Model name to its JSON Schema. */
  readonly models = new Map<string, unknown>();
  readonly validators = new Map<string, RequestValidator>();
  /** By response type, such as `BAD_REQUEST_BODY`. */
  readonly gatewayResponses = new Map<string, GatewayResponse>();
  readonly stages = new Map<string, Deployment>();
  private readonly deployments = new Map<string, Deployment>();

  constructor(readonly props: RestApiProps) {}

  /** @throws {Error} at a method whose validator, model or resource is missing. */
  createDeployment(id: string): void {
    const routes = new RouteTable<Method>();
    for (const definition of this.methods) {
      const resourcePath = this.pathOf(definition.resourceId);
      routes.add(resourcePath, definition.httpMethod, this.deployMethod(definition, resourcePath));
    }
    this.deployments.set(id, {
      routes,
      gatewayResponses: new Map(this.gatewayResponses),
      policy: this.props.policy,
    });
  }

  /** @throws {Error} when there is no such deployment. */
  createStage(name: string, deploymentId: string): void {
    const deployment = this.deployments.get(deploymentId);
    if (!deployment) throw new Error(`API ${this.props.id} has no deployment ${deploymentId}`);
    this.stages.set(name, deployment);
  }

  private deployMethod(definition: MethodDefinition, resourcePath: string): Method {
    const { requestValidatorId, requestParameters, requestModels } = definition;
    const validator = requestValidatorId ? this.validators.get(requestValidatorId) : undefined;
    return {
      httpMethod: definition.httpMethod,
      resourcePath,
      resourceId: definition.resourceId,
      requiredParameters: validator?.parameters
        ? Object.keys(requestParameters).filter((name) => requestParameters[name])
        : [],
      models: new Map(
        validator?.body
          ? Object.entries(requestModels).map(([type, name]) => [type, this.model(name)] as const)
          : [],
      ),
      integration: definition.integration,
    };
  }

  private model(name: string): RequestModel {
    const schema = this.models.get(name);
    if (schema === undefined) throw new Error(`API ${this.props.id} has no model ${name}`);
    return new RequestModel(schema);
  }

  private pathOf(resourceId: string): string {
    if (resourceId === this.props.rootResourceId) return '/';
    const resource = this.resources.get(resourceId);
    if (!resource) throw new Error(`API ${this.props.id} has no resource ${resourceId}`);
    const parent = this.pathOf(resource.parentId);
    return `${parent === '/' ? '' : parent}/${resource.pathPart}`;
  }
}
