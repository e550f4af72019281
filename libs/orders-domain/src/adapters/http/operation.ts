/**
 * The declaration of an operation of an API. Its route, validator, models, function, role, permissions, alarms, OpenAPI
 * document and the responses to other methods all follow from it; its logic is in its function.
 */
import type * as z from 'zod/mini';
import type { OrderIndex } from '../../domain/order-index';
import type { ServiceDefinition } from '../../domain/service';
import type { OrderFinder, OrderStore } from '../../ports/order-store';
import { isKnownProblem, type AnyProblem } from './problems';

/** The HTTP methods of operations. */
export type HttpMethod = 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';

/** A parameter of an operation; its name is its key in {@link OperationProps.parameters}. */
export interface Parameter<
  Schema extends z.ZodMiniType<unknown, string> = z.ZodMiniType<unknown, string>,
> {
  readonly in: 'header' | 'path' | 'query';
  /** Validates the raw text. Not applied to path parameters, since an invalid one is simply not found. */
  readonly schema: Schema;
  /** Whether API Gateway rejects a request without it. @default false; a path parameter is always present */
  readonly required?: boolean;
  readonly description: string;
  readonly example: string | number | ((service: ServiceDefinition) => string);
  /** The schema for the OpenAPI document if it differs in type or detail. @default the schema */
  readonly documented?: z.ZodMiniType;
}

/** A JSON body, with its name in the API's models and in the OpenAPI document. */
export interface Body {
  /** Such as `PlaceOrder`: letters and digits. */
  readonly name: string;
  readonly schema: (service: ServiceDefinition) => z.ZodMiniType;
  /** Returns an example, given an order in a response of the service. @default the order itself */
  readonly example?: (
    order: Readonly<Record<string, unknown>>,
    service: ServiceDefinition,
  ) => unknown;
}

/** The successful response of an operation. */
export interface Success {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  /** @default none */
  readonly body?: Body;
  /** Headers in addition to those of every response. @default none */
  readonly headers?: Readonly<Record<string, ResponseHeader>>;
}

/** A response header. */
export interface ResponseHeader {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Returns an example, given an order in a response. */
  readonly example: (order: Readonly<Record<string, unknown>>) => string | number;
}

/** The access of a function to the orders: one DynamoDB permission each. */
export type Access = keyof OrderStore | keyof OrderFinder;

/** The properties of an operation. */
export interface OperationProps {
  /** Lower-case words with hyphens: names the function, its folder under `lambdas/`, and its alarms. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Such as `/orders/{orderId}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** @default none */
  readonly description?: string;
  /** @default none */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** The JSON body of a request. @default none */
  readonly body?: Body;
  readonly success: Success;
  /** Problems that it can return, in addition to those of every operation and of its parameters and body. */
  readonly problems: readonly AnyProblem[];
  /** The access of its function to the orders; the function has no other. */
  readonly access: readonly Access[];
  /** The index that `find` queries. @default none */
  readonly index?: OrderIndex;
}

/** An operation; create it with {@link defineOperation}. */
export type Operation = OperationProps;

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const maxNameLength = 40;
const pathPattern = /^(?:\/(?:[a-z][a-z0-9-]*|\{[a-z][A-Za-z0-9]*\}))+$/;

/**
 * Validates and returns an operation.
 * @throws Error naming the operation, the rule and the value
 */
export function defineOperation<const O extends OperationProps>(operation: O): O {
  const { name, path, access, index, parameters = {}, method, body, success, problems } = operation;
  const check = (holds: boolean, rule: string) => {
    if (!holds) throw new Error(`operation "${name}": ${rule}`);
  };
  check(
    namePattern.test(name) && name.length <= maxNameLength,
    `the name must match ${namePattern.source} and have at most ${maxNameLength} characters`,
  );
  check(pathPattern.test(path), `the path must match ${pathPattern.source}, got "${path}"`);
  const inPath = Object.entries(parameters).filter(([, parameter]) => parameter.in === 'path');
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
  check(
    named.join() === inPath.map(([parameter]) => parameter).join(),
    `the parameters in its path are (${named.join(', ')}), but it describes ` +
      `(${inPath.map(([parameter]) => parameter).join(', ')})`,
  );
  check(
    access.includes('find') === (index !== undefined),
    'an index requires the access "find", and the access "find" requires an index',
  );
  check(
    body === undefined || !['GET', 'DELETE'].includes(method),
    `${method} does not accept a body`,
  );
  check(
    (success.status === 204) === (success.body === undefined),
    'a response with the status 204 must not have a body, and any other must have one',
  );
  for (const problem of problems) {
    if (typeof problem !== 'string') continue;
    check(
      isKnownProblem(problem),
      `there is no problem "${problem as string}": declare it with defineProblem`,
    );
  }
  return Object.freeze({ ...operation });
}
