/**
 * The messages between the console's server and its page. Types only, so that the page's bundle
 * contains no code of the sandbox. Durations are in milliseconds, points in time in ISO 8601, such
 * as `2026-11-26T07:08:37.439Z`, unless a comment says otherwise.
 */
import type { HopName, TraceDescription } from '@sandbox/kernel/trace';

export type Outcome = 'passed' | 'refused';

/** The events of `GET /api/feed` by name. */
export interface FeedEvents {
  /** The first event of each connection: everything that a page shows without further requests. */
  readonly snapshot: Snapshot;
  readonly requests: RequestBatch;
  readonly topology: Topology;
  readonly stacks: readonly StackSummary[];
  readonly activity: readonly Activity[];
  readonly traffic: readonly TrafficPoint[];
}

export interface Snapshot {
  /** Differs for each start of a sandbox. */
  readonly instance: string;
  readonly startedAt: string;
  readonly sandbox: SandboxAddresses;
  readonly topology: Topology;
  readonly stacks: readonly StackSummary[];
  readonly requests: RequestBatch;
  readonly activity: readonly Activity[];
  readonly traffic: readonly TrafficPoint[];
}

export interface SandboxAddresses {
  readonly httpsPort: number;
  /** Such as `http://127.0.0.1:4566`. */
  readonly awsEndpoint: string;
  /** The path of the CA certificate that clients have to trust. */
  readonly authorityFile: string;
}

/** Oldest first. */
export interface RequestBatch {
  readonly requests: readonly RequestSummary[];
  /** The number of further requests in the same period, which are not sent to this page. */
  readonly dropped: number;
}

export interface RequestSummary {
  readonly requestId: string;
  /** Such as `GET food.orders.localhost/v1/orders`, or `dynamodb:Query`. */
  readonly request: string;
  readonly startedAt: string;
  readonly ms: number;
  readonly status?: number;
  readonly outcome: Outcome;
  /** The ARN of the caller of an AWS API. */
  readonly caller?: string;
  readonly hops: readonly HopSummary[];
  /** The AWS API calls that the request caused, in order. */
  readonly calls: readonly RequestSummary[];
}

export interface HopSummary {
  readonly name: HopName;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly ms: number;
}

/** An event other than a request. */
export interface Activity {
  /** Increases with each activity. */
  readonly id: number;
  readonly at: string;
  readonly kind: 'stack' | 'resource' | 'note';
  readonly text: string;
  /** The status in a stack event, such as `UPDATE_COMPLETE`. */
  readonly status?: string;
}

/** The requests to one host name in an interval of a few seconds. */
export interface TrafficPoint {
  readonly host: string;
  /** The beginning of the interval, in milliseconds since the epoch. */
  readonly at: number;
  readonly count: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly refused: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The diagram of the deployed resources. */
export interface Topology {
  readonly accounts: readonly TopologyAccount[];
  readonly links: readonly TopologyLink[];
}

export interface TopologyAccount {
  readonly id: string;
  readonly region: string;
  /** The names of its stacks. */
  readonly stacks: readonly string[];
  readonly nodes: readonly TopologyNode[];
  /** Resources of the account that are not on the path of requests. */
  readonly badges: readonly TopologyBadge[];
}

export type NodeKind =
  'client' | 'load-balancer' | 'endpoint' | 'api' | 'function' | 'gateway-endpoint' | 'table';

export interface TopologyNode {
  /** Unique among all accounts: `<account>/<physical ID>`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** Such as the host name that leads to an API. */
  readonly detail: string;
  /** Empty for the client, which no stack deploys. */
  readonly constructPath: string;
  /** The ARN or ID that the hops of a trace refer to. */
  readonly physicalId: string;
  readonly inVpc: boolean;
}

export interface TopologyBadge {
  readonly kind: 'dns' | 'certificate' | 'secret';
  readonly label: string;
}

export interface TopologyLink {
  /** IDs of nodes. */
  readonly from: string;
  readonly to: string;
}

export interface StackSummary {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly resources: number;
}

/** The response of `GET /api/stacks/<account>/<name>`. */
export interface StackDetail extends StackSummary {
  readonly description?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: readonly StackOutputDetail[];
  readonly resourceList: readonly ResourceDetail[];
  /** Newest first. */
  readonly events: readonly StackEventDetail[];
}

export interface StackOutputDetail {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface ResourceDetail {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly constructPath: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly code?: SourceLocation;
}

export interface StackEventDetail {
  readonly id: string;
  readonly at: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** A location in the CDK code that creates a construct. */
export interface SourceLocation {
  /** Relative to the workspace if it is inside, such as `apps/food-service/src/food-stack.ts`. */
  readonly file: string;
  readonly line: number;
  /** Such as `new FoodStack`. */
  readonly what: string;
}

/** The response of `GET /api/requests/<id>`. */
export interface RequestDetail {
  readonly trace: TraceDescription;
  /** Absent for an AWS API call, and for a request that is no longer recorded. */
  readonly exchange?: Exchange;
  /**
   * By construct path: where the code creates the resources that decided, innermost location first.
   */
  readonly code: Readonly<Record<string, readonly SourceLocation[]>>;
}

/** A request and its response, as sent over the network. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly host: string;
    /** With the query. */
    readonly path: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: RecordedBody;
  };
  readonly answer?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: RecordedBody;
  };
}

export interface RecordedBody {
  readonly text: string;
  /** The length of the whole body. */
  readonly bytes: number;
  /** Whether `text` is only the beginning, or a placeholder for bytes that are not text. */
  readonly isPartial: boolean;
}

/** The response of `GET /api/calls`, newest first. */
export type AwsCalls = readonly RequestSummary[];

/** An element of the response of `GET /api/functions`. */
export interface FunctionInfo {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** Without the part for the resource itself, such as `food-service/Microservice/place-order`. */
  readonly constructPath: string;
  readonly runtime: string;
  readonly handler: string;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  readonly logGroup: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly inVpc: boolean;
  /** Counted from its log. */
  readonly coldStarts: number;
  readonly invocations: number;
  /** The init duration of the last cold start. */
  readonly lastInitMs?: number;
  readonly lastMs?: number;
}

/** The response of `GET /api/logs?account=&group=&after=`. */
export interface LogPage {
  readonly events: readonly LogLine[];
  /** The value of `after` for the next page. */
  readonly next: number;
}

export interface LogLine {
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** An element of the response of `GET /api/tables`. */
export interface TableInfo {
  readonly account: string;
  readonly name: string;
  readonly constructPath: string;
  /** The key attributes, partition key first. */
  readonly key: readonly string[];
  readonly indexes: readonly string[];
}

/** The response of `GET /api/items?account=&table=&start=`; attributes in DynamoDB JSON. */
export interface ItemPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** The value of `start` for the next page; absent on the last one. */
  readonly next?: string;
}

/**
 * An element of the response of `GET /api/metrics`: a metric that functions wrote in the embedded
 * metric format.
 */
export interface MetricSeries {
  readonly account: string;
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly points: readonly MetricPoint[];
}

export interface MetricPoint {
  /** The beginning of the minute, in milliseconds since the epoch. */
  readonly at: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** An element of the response of `GET /api/apis`: a stage of a deployed REST API. */
export interface ApiInfo {
  readonly constructPath: string;
  /** Such as `food-service-sandbox`. */
  readonly stack: string;
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  /** Empty if no client can reach it; `unreachable` then contains the reason. */
  readonly locations: readonly { readonly host: string; readonly basePath: string }[];
  readonly unreachable?: string;
  readonly methods: readonly ApiMethod[];
  /**
   * Whether the service has an OpenAPI document; otherwise one is generated from the deployed API.
   */
  readonly hasDocument: boolean;
}

export interface ApiMethod {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** JSON Schema draft 4 of the body; absent if the method has none. */
  readonly body?: JsonSchema;
  readonly example?: unknown;
  /** JSON Schema of the success response; absent without a model. */
  readonly answer?: JsonSchema;
  /** The Region that callers sign for; absent if the method requires no signature. */
  readonly signedFor?: string;
}

export interface ApiParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
}

/** The part of JSON Schema that forms are generated from. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly title?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

/** The body of `POST /api/send`: a request to send to the HTTPS port, as a client would. */
export interface SendRequest {
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The response of `POST /api/send`; without a status if the sent request got no response. */
export interface SentAnswer {
  readonly status?: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly ms: number;
  readonly requestId?: string;
  /** Why there is no response. */
  readonly error?: string;
}
