/** How resources of a type are created, updated and deleted: the interface between CloudFormation and the services. */
import type { z } from 'zod';
import { stableHex, stableId } from '@sandbox/kernel/identifiers';
import { issueLine, oneLine } from '@sandbox/kernel/one-line';
import type { Asset } from './asset-store';
import type { Identity, IdentityOf } from './identity';
import {
  PropertyDeclarations,
  type PropertyProblem,
  type UnreadProperties,
} from './property-declarations';

/** Receives the responses of provider functions of custom resources. */
export interface CustomResourceResponses {
  /** Returns a new secret URL for each request. */
  expectCustomResource(): ExpectedResponse;
}

export interface ExpectedResponse {
  /** The ResponseURL that the function sends a PUT request to. */
  readonly url: string;
  /** Resolves to the first response sent there. */
  readonly response: Promise<unknown>;
  /** Stops accepting a response. */
  readonly close: () => void;
}

/** Thrown if a creation fails after a physical resource exists, which has to be deleted. */
export class PartiallyCreatedError extends Error {
  override readonly name = 'PartiallyCreatedError';

  /** @param ref the physical ID of the resource. */
  constructor(
    message: string,
    readonly ref: string,
  ) {
    super(message);
  }
}

/** The part of a stack's account that the engine needs. */
export interface AccountIdentity {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
}

/** The place of a resource in its stack, and the dependencies of its handlers, such as the services of the account. */
export interface ResourceContext<Account extends AccountIdentity = AccountIdentity> {
  readonly logicalId: string;
  readonly constructPath: string;
  readonly stackName: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly type: string;
  /** The number of previous replacements of this logical ID. Each generation has different physical IDs. */
  readonly generation: number;
  readonly account: Account;
  readonly responses: CustomResourceResponses;
  /** Returns the folder or file of an asset by its S3 object key. Throws if there is none. */
  asset(objectKey: string): string;
  /** Stores the inline source code of a function. */
  inlineAsset(source: string): Asset;
}

/** The result of a handler: the value of `Ref`, and those of `Fn::GetAtt`. */
export interface DeployedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /**
   * State that a restart has to restore and that does not follow from the properties, such as the addresses
   * of an endpoint; invisible to templates. Any JSON value.
   */
  readonly state?: unknown;
}

/** An existing resource with the resolved properties that it was created with. */
export interface CurrentResource<Properties = unknown> extends DeployedResource {
  readonly properties: Properties;
}

/** @typeParam Account the part of an account that the type needs. */
export interface ResourceType<Account extends AccountIdentity = never> {
  /** Names of the properties whose change needs another physical resource. */
  readonly replaceOn: readonly string[];
  /** How the sandbox treats each property here. */
  readonly declarations: PropertyDeclarations;
  /**
   * Whether the resource outlives the sandbox's process, such as one of a custom resource's provider, so
   * that a restart does not create it again.
   */
  readonly outlivesProcess: boolean;
  /** Returns the problems of properties, which may still contain intrinsic functions. */
  problems(properties: unknown): readonly PropertyProblem[];
  /**
   * Returns the identities that no other resource may have; none if AWS generates the ID, or if the
   * properties are invalid.
   *
   * @param ref the value of `Ref`; undefined before the resource exists.
   */
  identities(properties: unknown, ref?: string): readonly Identity[];
  /**
   * Creates the resource, or updates it in place if it exists. Requests in flight continue to be served.
   *
   * @param previous the existing resource; undefined to create it.
   */
  put(
    properties: unknown,
    context: ResourceContext<Account>,
    previous?: CurrentResource,
  ): Promise<DeployedResource>;
  /** Deletes the resource with its data. Succeeds if it does not exist any more. */
  delete(resource: CurrentResource, context: ResourceContext<Account>): Promise<void>;
}

/** Thrown for properties that a resource can't have, before anything is changed. */
export class InvalidPropertiesError extends Error {
  override readonly name = 'InvalidPropertiesError';
}

/** The definition of a resource type. Each property of CloudFormation's schema is in `properties` or `unread`. */
export interface ResourceTypeDefinition<
  Schema extends z.ZodType,
  Account extends AccountIdentity = AccountIdentity,
> {
  /** The properties that have an effect, with the supported values. */
  readonly properties: Schema;
  /** All other properties, with how each is treated. @default none */
  readonly unread?: readonly UnreadProperties[];
  /** @default no property */
  readonly replaceOn?: readonly string[];
  /** The identities of a resource, which no other one may have. */
  readonly identity: IdentityOf<z.output<Schema>>;
  /** @default false */
  readonly outlivesProcess?: boolean;
  put(
    properties: z.output<Schema>,
    context: ResourceContext<Account>,
    previous?: CurrentResource<z.output<Schema>>,
  ): DeployedResource | Promise<DeployedResource>;
  /** @default nothing to delete */
  delete?(
    resource: CurrentResource<z.output<Schema>>,
    context: ResourceContext<Account>,
  ): void | Promise<void>;
}

/**
 * Returns a factory of resource types that need these services of an account, as in
 * `resourceTypesOf<AccountWith<'ec2'>>()`.
 */
export function resourceTypesOf<Account extends AccountIdentity>() {
  return <Schema extends z.ZodType>(
    definition: ResourceTypeDefinition<Schema, Account>,
  ): ResourceType<Account> => resourceType(definition);
}

/** Returns a resource type that validates properties before its handlers run. */
function resourceType<Schema extends z.ZodType, Account extends AccountIdentity>(
  definition: ResourceTypeDefinition<Schema, Account>,
): ResourceType<Account> {
  const { properties: schema, unread = [], replaceOn = [], identity } = definition;
  const parse = (input: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new InvalidPropertiesError(oneLine(parsed.error));
    return parsed.data;
  };
  const withParsed = (resource: CurrentResource): CurrentResource<z.output<Schema>> => ({
    ...resource,
    properties: parse(resource.properties),
  });
  return {
    replaceOn,
    declarations: new PropertyDeclarations(schema, unread),
    outlivesProcess: definition.outlivesProcess ?? false,
    problems: (input) => problemsOf(schema, input),
    identities(input, ref) {
      const { data } = schema.safeParse(input);
      return identity === 'generated' || data === undefined ? [] : identity(data, ref);
    },
    async put(input, context, previous) {
      return definition.put(parse(input), context, previous && withParsed(previous));
    },
    async delete(resource, context) {
      await definition.delete?.(withParsed(resource), context);
    },
  };
}

/** Returns no problem if a check throws because of an intrinsic function. */
function problemsOf(schema: z.ZodType, input: unknown): readonly PropertyProblem[] {
  try {
    return (schema.safeParse(input).error?.issues ?? []).map((issue) => ({
      path: issue.path,
      text: issueLine(issue),
    }));
  } catch {
    return [];
  }
}

/** Returns hex digits that are unique to the resource and stable over restarts. */
export function uniqueHex(length: number, context: ResourceContext): string {
  return stableHex(length, ...placeOf(context));
}

/** Returns lower-case letters and digits that are unique to the resource and stable over restarts. */
export function uniqueId(length: number, context: ResourceContext): string {
  return stableId(length, ...placeOf(context));
}

/** Returns the name that CloudFormation generates: stack name, logical ID and a unique suffix. */
export function generatedName(context: ResourceContext, maxLength = 64): string {
  const unique = uniqueHex(12, context);
  const readable = `${context.stackName}-${context.logicalId}`;
  return `${readable.slice(0, maxLength - unique.length - 1)}-${unique}`;
}

function placeOf({ account, stackName, logicalId, generation }: ResourceContext): string[] {
  const place = [account.id, stackName, logicalId];
  return generation === 0 ? place : [...place, String(generation)];
}
