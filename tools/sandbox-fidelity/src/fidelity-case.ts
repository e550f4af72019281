/**
 * The definition of a negative case: a mistake in the real templates or in a request, the response of AWS, and the
 * cause that the sandbox has to name.
 */

/** An app of this workspace, each of which is deployed to a separate account. */
export type App = 'consumer-infra' | 'food-service' | 'beverage-service';

/** The path of a value in a resource: property names, list indexes, or the Sid of a statement in a list. */
export type Place = readonly (string | number)[];

/** One edit of a synthesized template, in the resource with a construct path. */
export interface TemplateEdit {
  readonly app: App;
  /** The construct path below the stack, such as `Microservice/Api/Api/Resource`. */
  readonly construct: string;
  /** The path below the resource, such as `['Properties', 'Policy']`; empty for the whole resource. */
  readonly at: Place;
  /**
   * The new value; undefined to remove it. A whole resource is added, with `construct` as its logical ID.
   */
  readonly value?: unknown;
  /** Source of a module that replaces the function's code. */
  readonly code?: string;
  /** Whether a second deployment of the app makes the edit, after all others. @default false */
  readonly afterServices?: boolean;
}

/** A request of a client in the consumer's network. The defaults are those of `GET /v1/orders` of food. */
export interface ClientRequest {
  readonly method?: string;
  readonly host?: string;
  /** The name that the client resolves and sends in TLS (SNI). @default the host */
  readonly name?: string;
  /** The path with the query. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The signature of the request. @default unsigned */
  readonly signature?: RequestSignature;
}

/** A signature of Signature Version 4, as the SDK creates it; the defaults make it valid. */
export interface RequestSignature {
  /** ARN of the role whose session signs; the administrator of its account assumes it. */
  readonly role: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** The signing name of the service. @default 'execute-api' */
  readonly service?: string;
  /** The age of the signature in minutes. @default 0 */
  readonly minutesOld?: number;
}

/** A call of an AWS API: in a JSON protocol, or without a target in the Query protocol. */
export interface AwsCall {
  /** The account of the caller, which is its administrator. */
  readonly account: string;
  /** The signing name of the service, such as `secretsmanager`. */
  readonly service: string;
  /** The header `X-Amz-Target`, such as `secretsmanager.GetSecretValue`; empty for Query. */
  readonly target: string;
  readonly input: Readonly<Record<string, string>>;
}

/** A part of an expected value, at any depth. Lists must have the same length, and their elements are compared by part. */
export type Part = unknown;

/** The expected cause of a refusal. */
export interface Cause {
  /** The hop of the trace. */
  readonly hop: string;
  /** `passed` if the template itself defines the refusal, such as a 405 response. @default 'refused' */
  readonly outcome?: 'passed' | 'refused';
  /** A part of the trace's decision: construct paths, statement, conditions or checks. */
  readonly decision?: Part;
  /** A part of the hop's detail, for a hop without a decision. */
  readonly detail?: string;
}

export interface FidelityCase {
  /** As a behaviour: `refuses a call through another VPC endpoint`. Unique. */
  readonly name: string;
  /** Edits that are not mistakes, which the control of the case has, too. @default none */
  readonly given?: readonly TemplateEdit[];
  /** The mistakes. @default none: the request is the mistake */
  readonly edits?: readonly TemplateEdit[];
  /** @default `GET /v1/orders` of food, which succeeds with the real templates */
  readonly request?: ClientRequest | AwsCall;
  /** The status of the same request without the mistakes. @default any status of success */
  readonly control?: number;
  /** AWS's response to the client. */
  readonly answer: {
    readonly status: number;
    /** Names in lower case. */
    readonly headers?: Readonly<Record<string, string>>;
    /** A part of the parsed JSON body, or of a text body. */
    readonly body?: Part;
  };
  readonly cause: Cause;
  /** The URL of AWS's documentation. */
  readonly source: string;
}

/** A mistake that AWS refuses during the deployment. */
export interface DeploymentCase {
  /** As a behaviour. Unique. */
  readonly name: string;
  readonly edits: readonly TemplateEdit[];
  /** The construct that can't be deployed, and a part of the reason. */
  readonly refused: { readonly construct: string; readonly reason: string };
  /** The URL of AWS's documentation. */
  readonly source: string;
}
