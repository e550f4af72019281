/** How a kind of resource is made, changed and deleted: the face between CloudFormation and the services. */
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

/** Where the functions behind custom resources put their answers. */
export interface CustomResourceAnswers {
  /** A new secret path for each request. */
  expectCustomResource(): ExpectedAnswer;
}

export interface ExpectedAnswer {
  /** That a function puts its answer to. */
  readonly url: string;
  /** The first that is put there. */
  readonly answer: Promise<unknown>;
  /** Closes the place. */
  readonly forget: () => void;
}

/** What fails while something of the resource is there already, which is to be deleted. */
export class PartlyMadeError extends Error {
  override readonly name = 'PartlyMadeError';

  /** @param ref the physical ID of what is there. */
  constructor(
    message: string,
    readonly ref: string,
  ) {
    super(message);
  }
}

/** The account of a stack, as the engine knows it. */
export interface AccountIdentity {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
}

/** Where a resource stands, and what making it may use: the account with the services that its type needs. */
export interface ResourceContext<Account extends AccountIdentity = AccountIdentity> {
  readonly logicalId: string;
  readonly constructPath: string;
  readonly stackName: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly type: string;
  /** How many replacements of this logical ID came before: each has physical IDs of its own. */
  readonly generation: number;
  readonly account: Account;
  readonly answers: CustomResourceAnswers;
  /** The folder or file of an asset by its S3 object key; throws where there is none. */
  asset(objectKey: string): string;
  /** Keeps a function's source that the template has inline. */
  inlineAsset(source: string): Asset;
}

/** A resource that is there: the value of `Ref`, and those of `Fn::GetAtt`. */
export interface DeployedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /**
   * What a restart must find again and can't be made from the properties, such as the addresses of
   * an endpoint. Templates don't see it. Anything that JSON can hold.
   */
  readonly state?: unknown;
}

/** A resource with the resolved properties that it was made of. */
export interface StandingResource<Properties = unknown> extends DeployedResource {
  readonly properties: Properties;
}

/** @typeParam Account what the type needs of an account. */
export interface ResourceType<Account extends AccountIdentity = never> {
  /** Names of the properties whose change needs another physical resource. */
  readonly replaceOn: readonly string[];
  /** How the sandbox treats each property here. */
  readonly declarations: PropertyDeclarations;
  /**
   * Whether the resource outlives the sandbox's process, such as what a custom resource's provider
   * made: a restart then has nothing to make again.
   */
  readonly outlivesProcess: boolean;
  /** Returns what is wrong with properties, which may still have intrinsic functions in them. */
  problems(properties: unknown): readonly PropertyProblem[];
  /**
   * Returns what makes a resource unique; nothing where AWS gives it an ID of its own, or where its
   * properties can't be read.
   *
   * @param ref the value of `Ref`; undefined while it is not there.
   */
  identities(properties: unknown, ref?: string): readonly Identity[];
  /**
   * Creates the resource, or updates it in place if it exists. Requests that are on their
   * way are served meanwhile.
   *
   * @param previous the existing resource; undefined to create it.
   */
  put(
    properties: unknown,
    context: ResourceContext<Account>,
    previous?: StandingResource,
  ): Promise<DeployedResource>;
  /** Deletes the resource with its data. What is no longer there counts as deleted. */
  delete(resource: StandingResource, context: ResourceContext<Account>): Promise<void>;
}

/** Properties that a resource can't have; nothing has been done with them. */
export class InvalidPropertiesError extends Error {
  override readonly name = 'InvalidPropertiesError';
}

/** What a resource type is made of. Each property of CloudFormation's schema is in one of two places. */
export interface ResourceTypeDefinition<
  Schema extends z.ZodType,
  Account extends AccountIdentity = AccountIdentity,
> {
  /** The properties that have an effect, and what they may be here. */
  readonly properties: Schema;
  /** All others, with what becomes of them. @default there are none */
  readonly unread?: readonly UnreadProperties[];
  /** @default no property */
  readonly replaceOn?: readonly string[];
  /** What makes a resource unique. */
  readonly identity: IdentityOf<z.output<Schema>>;
  /** @default false */
  readonly outlivesProcess?: boolean;
  put(
    properties: z.output<Schema>,
    context: ResourceContext<Account>,
    previous?: StandingResource<z.output<Schema>>,
  ): DeployedResource | Promise<DeployedResource>;
  /** @default there is nothing to delete */
  delete?(
    resource: StandingResource<z.output<Schema>>,
    context: ResourceContext<Account>,
  ): void | Promise<void>;
}

/**
 * Returns what defines the resource types that need these services of an account, such as
 * `resourceTypesOf<AccountWith<'ec2'>>()`.
 */
export function resourceTypesOf<Account extends AccountIdentity>() {
  return <Schema extends z.ZodType>(
    definition: ResourceTypeDefinition<Schema, Account>,
  ): ResourceType<Account> => resourceType(definition);
}

/** A resource type that checks properties by their schema before it makes anything of them. */
function resourceType<Schema extends z.ZodType, Account extends AccountIdentity>(
  definition: ResourceTypeDefinition<Schema, Account>,
): ResourceType<Account> {
  const { properties: schema, unread = [], replaceOn = [], identity } = definition;
  const parse = (given: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(given);
    if (!parsed.success) throw new InvalidPropertiesError(oneLine(parsed.error));
    return parsed.data;
  };
  const standing = (resource: StandingResource): StandingResource<z.output<Schema>> => ({
    ...resource,
    properties: parse(resource.properties),
  });
  return {
    replaceOn,
    declarations: new PropertyDeclarations(schema, unread),
    outlivesProcess: definition.outlivesProcess ?? false,
    problems: (given) => problemsOf(schema, given),
    identities(given, ref) {
      const { data } = schema.safeParse(given);
      return identity === 'generated' || data === undefined ? [] : identity(data, ref);
    },
    async put(given, context, previous) {
      return definition.put(parse(given), context, previous && standing(previous));
    },
    async delete(resource, context) {
      await definition.delete?.(standing(resource), context);
    },
  };
}

/** A check that an intrinsic function throws in has no verdict. */
function problemsOf(schema: z.ZodType, given: unknown): readonly PropertyProblem[] {
  try {
    return (schema.safeParse(given).error?.issues ?? []).map((issue) => ({
      path: issue.path,
      text: issueLine(issue),
    }));
  } catch {
    return [];
  }
}

/** Hex digits that are the resource's own, the same after every restart. */
export function uniqueHex(length: number, context: ResourceContext): string {
  return stableHex(length, ...placeOf(context));
}

/** The same as lower-case letters and digits. */
export function uniqueId(length: number, context: ResourceContext): string {
  return stableId(length, ...placeOf(context));
}

/** The name that CloudFormation gives a resource without one: stack, logical ID and something unique. */
export function generatedName(context: ResourceContext, maxLength = 64): string {
  const unique = uniqueHex(12, context);
  const readable = `${context.stackName}-${context.logicalId}`;
  return `${readable.slice(0, maxLength - unique.length - 1)}-${unique}`;
}

function placeOf({ account, stackName, logicalId, generation }: ResourceContext): string[] {
  const place = [account.id, stackName, logicalId];
  return generation === 0 ? place : [...place, String(generation)];
}
