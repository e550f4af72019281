/**
 * What the console's server and its page say to each other. Types only: the page's bundle has nothing of
 * the sandbox. Times are in milliseconds; moments are as in `2026-11-26T07:08:37.439Z`.
 */
import type { HopName, TraceDescription } from '@sandbox/kernel/trace';

export type Outcome = 'passed' | 'refused';

/** The events of `GET /api/feed`, by their names. */
export interface FeedEvents {
  /** The first event of each connection: all that a page shows without asking further. */
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
  /** The file of the certificate authority that clients need. */
  readonly authorityFile: string;
}

/** The oldest first. */
export interface RequestBatch {
  readonly requests: readonly RequestSummary[];
  /** The number of other requests meanwhile, which are not sent to this page. */
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
  /** Who called an AWS API, by the ARN. */
  readonly caller?: string;
  readonly hops: readonly HopSummary[];
  /** The AWS API calls that the request caused, in their order. */
  readonly calls: readonly RequestSummary[];
}

export interface HopSummary {
  readonly name: HopName;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly ms: number;
}

/** Something that happened beside requests. */
export interface Activity {
  /** Counts up. */
  readonly id: number;
  readonly at: string;
  readonly kind: 'stack' | 'resource' | 'note';
  readonly text: string;
  /** Of a stack's event, such as `UPDATE_COMPLETE`. */
  readonly status?: string;
}

/** The requests to one host name within a few seconds. */
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
  /** What belongs to the account, and no request passes through. */
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
  /** The ARN or ID that hops name it by. */
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

/** Of `GET /api/stacks/<account>/<name>`. */
export interface StackDetail extends StackSummary {
  readonly description?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: readonly StackOutputDetail[];
  readonly resourceList: readonly ResourceDetail[];
  /** The newest first. */
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

/** Where the CDK code makes a construct. */
export interface SourceLocation {
  /** Relative to the workspace where it is in it, such as `apps/food-service/src/food-stack.ts`. */
  readonly file: string;
  readonly line: number;
  /** Such as `new FoodStack`. */
  readonly what: string;
}

/** Of `GET /api/requests/<id>`. */
export interface RequestDetail {
  readonly trace: TraceDescription;
  /** Absent where it was too long ago, or an AWS API call. */
  readonly exchange?: Exchange;
  /** By construct path: where the code makes what decided, the innermost place first. */
  readonly code: Readonly<Record<string, readonly SourceLocation[]>>;
}

/** A request and its answer, as bytes were exchanged. */
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
  /** Of the whole body. */
  readonly bytes: number;
  /** Whether `text` is only its beginning, or stands for bytes that are no text. */
  readonly isPartial: boolean;
}

/** Of `GET /api/calls`, the newest first. */
export type AwsCalls = readonly RequestSummary[];

/** Of `GET /api/functions`. */
export interface FunctionInfo {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** Without the part that stands for the resource itself, such as `food-service/Microservice/place-order`. */
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
  /** As far as its log tells. */
  readonly coldStarts: number;
  readonly invocations: number;
  /** Of the last cold start. */
  readonly lastInitMs?: number;
  readonly lastMs?: number;
}

/** Of `GET /api/logs?account=&group=&after=`. */
export interface LogPage {
  readonly events: readonly LogLine[];
  /** What to ask for as `after` for the next ones. */
  readonly next: number;
}

export interface LogLine {
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** Of `GET /api/tables`. */
export interface TableInfo {
  readonly account: string;
  readonly name: string;
  readonly constructPath: string;
  /** Attributes of the key, the partition key first. */
  readonly key: readonly string[];
  readonly indexes: readonly string[];
}

/** Of `GET /api/items?account=&table=&start=`; attributes as in DynamoDB's JSON. */
export interface ItemPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** What to ask for as `start` for the next page; absent on the last one. */
  readonly next?: string;
}

/** Of `GET /api/metrics`: what functions have written in the embedded metric format. */
export interface MetricSeries {
  readonly account: string;
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** The oldest first. */
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

/** Of `GET /api/apis`: a stage of a deployed REST API. */
export interface ApiInfo {
  readonly constructPath: string;
  /** Such as `food-service-sandbox`. */
  readonly stack: string;
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  /** Empty where no client reaches it; then `unreachable` says why. */
  readonly locations: readonly { readonly host: string; readonly basePath: string }[];
  readonly unreachable?: string;
  readonly methods: readonly ApiMethod[];
  /** Whether somebody wrote an OpenAPI document; else it is made of what is deployed. */
  readonly hasDocument: boolean;
}

export interface ApiMethod {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** JSON Schema draft 4 of the body; absent where it takes none. */
  readonly body?: JsonSchema;
  readonly example?: unknown;
  /** JSON Schema of its success; absent where no model tells. */
  readonly answer?: JsonSchema;
  /** The Region for which callers sign; absent where it asks for no signature. */
  readonly signedFor?: string;
}

export interface ApiParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
}

/** The part of JSON Schema that forms are made of. */
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

/** What `POST /api/send` takes: a request that goes through the HTTPS port as a client's does. */
export interface SendRequest {
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What it answers; without a status where the request got no answer. */
export interface SentAnswer {
  readonly status?: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly ms: number;
  readonly requestId?: string;
  /** Why there is no answer. */
  readonly error?: string;
}
