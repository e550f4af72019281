/**
 * A call of an API, declared once. Its route, validator, models, function, role, permissions, alarms, OpenAPI document
 * and the answers to other methods all follow from the declaration; what it does is in its function.
 */
import type * as z from 'zod/mini';
import type { OrderIndex } from '../../domain/order-index';
import type { ServiceDefinition } from '../../domain/service';
import type { OrderFinder, OrderStore } from '../../ports/order-store';
import { isKnownProblem, type AnyProblem } from './problems';

/** Methods that a call may have. */
export type HttpMethod = 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';

/** A parameter of a call, by its name in {@link OperationProps.parameters}. */
export interface Parameter<
  Schema extends z.ZodMiniType<unknown, string> = z.ZodMiniType<unknown, string>,
> {
  readonly in: 'header' | 'path' | 'query';
  /** Checks the text that a caller sends. Not applied to a path's parameters: those only name something or nothing. */
  readonly schema: Schema;
  /** API Gateway refuses a request without it. @default false; a path's parameter is always there */
  readonly required?: boolean;
  readonly description: string;
  readonly example: string | number | ((service: ServiceDefinition) => string);
  /** What the OpenAPI document says where the schema says less, or another type. @default the schema */
  readonly documented?: z.ZodMiniType;
}

/** A JSON body, by its name in the API's models and in the OpenAPI document. */
export interface Body {
  /** Such as `PlaceOrder`: letters and digits. */
  readonly name: string;
  readonly schema: (service: ServiceDefinition) => z.ZodMiniType;
  /** An example, made from an order as it is answered. @default the order itself */
  readonly example?: (order: Readonly<Record<string, unknown>>) => unknown;
}

/** What a call answers when it succeeds. */
export interface Success {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  /** @default none */
  readonly body?: Body;
  /** Headers beyond those of every answer. @default none */
  readonly headers?: Readonly<Record<string, ResponseHeader>>;
}

/** A header of an answer. */
export interface ResponseHeader {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Made from an order as it is answered. */
  readonly example: (order: Readonly<Record<string, unknown>>) => string | number;
}

/** What a function may do with the orders: one permission of DynamoDB each. */
export type Access = keyof OrderStore | keyof OrderFinder;

/** What the whole of a call is made from. */
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
  /** The JSON body that a caller has to send. @default none */
  readonly body?: Body;
  readonly success: Success;
  /** Problems that the call can end in, beyond those of every call and of its parameters and body. */
  readonly problems: readonly AnyProblem[];
  /** The only things that its function may do with the orders. */
  readonly access: readonly Access[];
  /** The index that `find` looks in. @default none */
  readonly index?: OrderIndex;
}

/** A call; build it with {@link defineOperation}. */
export type Operation = OperationProps;

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const maxNameLength = 40;
const pathPattern = /^(?:\/(?:[a-z][a-z0-9-]*|\{[a-z][A-Za-z0-9]*\}))+$/;

/**
 * Checks a call where it is declared.
 * @throws Error naming the call, the rule and the value
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
