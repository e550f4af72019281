/**
 * What a negative case is: the real templates with a mistake, or a request with one, what AWS answers
 * then, and what the sandbox has to name as the cause.
 */

/** An app of this workspace, each deployed to an account of its own. */
export type App = 'consumer-infra' | 'food-service' | 'beverage-service';

/** A place in a resource: property names, positions in lists, or the Sid of a statement in a list. */
export type Place = readonly (string | number)[];

/** One change of a synthesized template, at a resource found by its construct path. */
export interface TemplateEdit {
  readonly app: App;
  /** Below the stack, such as `Microservice/Api/Api/Resource`. */
  readonly construct: string;
  /** Below the resource, such as `['Properties', 'Policy']`; empty for the whole resource. */
  readonly at: Place;
  /**
   * What stands there afterwards; left out, it is taken out. A whole resource is a new one, with
   * `construct` as its logical ID.
   */
  readonly value?: unknown;
  /** Source of a module that takes the place of a function's code. */
  readonly code?: string;
  /** Made by a second deployment of the app, when all others are made. @default false */
  readonly afterServices?: boolean;
}

/** A request of a client in the consumer's network. What is left out is of `GET /v1/orders` of food. */
export interface ClientRequest {
  readonly method?: string;
  readonly host?: string;
  /** The name that the client looks up, and asks for in TLS. @default the host */
  readonly name?: string;
  /** With its query. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who signs the request. @default nobody */
  readonly signature?: RequestSignature;
}

/** A signature by Signature Version 4, as the SDK makes it; what is left out is right. */
export interface RequestSignature {
  /** ARN of the role in whose session the client signs: its account's administrator assumes it. */
  readonly role: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** The signing name of the service. @default 'execute-api' */
  readonly service?: string;
  /** Minutes since it was made. @default 0 */
  readonly minutesOld?: number;
}

/** A call of an AWS API: in a JSON protocol, or without a target in the Query protocol. */
export interface AwsCall {
  /** The account whose administrator calls. */
  readonly account: string;
  /** The signing name of the service, such as `secretsmanager`. */
  readonly service: string;
  /** The header `X-Amz-Target`, such as `secretsmanager.GetSecretValue`; empty for Query. */
  readonly target: string;
  readonly input: Readonly<Record<string, string>>;
}

/** A part of what is expected, at any depth; lists are compared whole, each element by its part. */
export type Part = unknown;

/** What has to have refused the request. */
export interface Cause {
  /** The hop of the trace. */
  readonly hop: string;
  /** `passed` where the template's own answer is the refusal, such as a 405. @default 'refused' */
  readonly outcome?: 'passed' | 'refused';
  /** A part of the trace's decision: construct paths, statement, conditions or checks. */
  readonly decision?: Part;
  /** What the hop's detail contains, where the hop has no decision. */
  readonly detail?: string;
}

export interface FidelityCase {
  /** As a behaviour: `refuses a call through another VPC endpoint`. Unique. */
  readonly name: string;
  /** What the templates say otherwise without being wrong: the case's control has it too. @default nothing */
  readonly given?: readonly TemplateEdit[];
  /** @default none: the request is the mistake */
  readonly edits?: readonly TemplateEdit[];
  /** @default `GET /v1/orders` of food, which passes as the templates are */
  readonly request?: ClientRequest | AwsCall;
  /** The status of the same request without the mistakes. @default one of success */
  readonly control?: number;
  /** What the client gets, as from AWS. */
  readonly answer: {
    readonly status: number;
    /** In lower case. */
    readonly headers?: Readonly<Record<string, string>>;
    /** A part of the body: of its JSON, or its text. */
    readonly body?: Part;
  };
  readonly cause: Cause;
  /** Where AWS documents it. */
  readonly source: string;
}

/** A mistake that AWS already refuses when the stack is deployed. */
export interface DeploymentCase {
  /** As a behaviour. Unique. */
  readonly name: string;
  readonly edits: readonly TemplateEdit[];
  /** The construct that can't be made, and a part of the reason. */
  readonly refused: { readonly construct: string; readonly reason: string };
  /** Where AWS documents it. */
  readonly source: string;
}
