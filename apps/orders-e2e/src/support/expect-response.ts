/**
 * Checks the format of responses. Orders of a service may have custom fields, which `contract.spec` compares
 * with its document.
 */
import { z } from 'zod';
import type { Answer } from './client';
import type { Service } from './services';

/** An order in a response. The item is in the field that is named after the service. */
export type Order = Readonly<
  Record<'orderId' | 'orderDate' | 'createdAt' | 'fullName', string> & Record<string, unknown>
>;

/** The body of an error. */
export type Problem = z.infer<ReturnType<typeof problemSchema>>;

const STACK_TRACE = /\n\s+at |\\n\s+at |node:internal|\.m?js:\d+|"stack"|errorType|Traceback/;

/** Returns the schema of the common fields of an order. */
export function orderSchema({ name }: Service) {
  return z
    .looseObject({
      orderId: z.string().regex(/^[0-9a-f]{32}$/),
      orderDate: z.iso.date(),
      createdAt: z.iso.datetime({ precision: 3 }),
      fullName: z.string(),
      // Any item: an order remains readable after its item was removed from the menu.
      [name]: z.string().min(1),
    })
    .transform((order) => order as Order);
}

/** Returns the exact schema of the response to a placed order. */
export function placedSchema(service: Service) {
  return z.strictObject({
    message: z.literal('successfully placed order!'),
    order: orderSchema(service),
  });
}

/** Returns the exact schema of a page of orders. */
export function pageSchema(service: Service) {
  return z.strictObject({
    orders: z.array(orderSchema(service)),
    nextToken: z.string().min(1).optional(),
  });
}

function problemSchema(status: number, code: string) {
  return z.object({
    type: z.literal(`urn:problem-type:orders:${code.toLowerCase().replaceAll(/[._]/g, '-')}`),
    title: z.string().regex(/\S/),
    status: z.literal(status),
    code: z.literal(code),
    detail: z.string().regex(/\S/),
    requestId: z.string().min(1).optional(),
  });
}

/** Expects a JSON response with a status and a schema. @returns its body */
export function expectJson<Body extends z.ZodType>(
  answer: Answer,
  status: number,
  body: Body,
): z.output<Body> {
  return checked(answer, status, /^application\/json(;|$)/, body);
}

/** Expects an RFC 9457 problem without internals of the service. @returns its body */
export function expectProblem(answer: Answer, status: number, code: string): Problem {
  expectNoInternals(answer);
  const type = /^application\/problem\+json(;|$)/;
  return checked(answer, status, type, problemSchema(status, code));
}

/** Expects a response of API Gateway with its own message, which can't be customized. */
export function expectGatewayMessage(answer: Answer, status: number, message: string): void {
  expectJson(answer, status, z.strictObject({ message: z.literal(message) }));
}

/** Expects a 4xx response in JSON, whatever the reason, and never a 5xx response. */
export function expectRefusal(answer: Answer): void {
  expectNoInternals(answer);
  const clientError = z.number().min(400).max(499);
  const body = z.looseObject({ status: z.literal(answer.status), code: z.string() });
  checkedWith(answer, clientError, /^application\/problem\+json(;|$)/, body);
}

/** Expects that a response exposes no internals of the code. */
export function expectNoInternals(answer: Answer): void {
  expect(answer.text).not.toMatch(STACK_TRACE);
}

function checked<Body extends z.ZodType>(
  answer: Answer,
  status: number,
  contentType: RegExp,
  body: Body,
): z.output<Body> {
  return checkedWith(answer, z.literal(status), contentType, body);
}

function checkedWith<Body extends z.ZodType>(
  answer: Answer,
  status: z.ZodType<number>,
  contentType: RegExp,
  body: Body,
): z.output<Body> {
  const head = z
    .object({ status, contentType: z.string().regex(contentType) })
    .safeParse({ status: answer.status, contentType: answer.headers['content-type'] });
  const parsed = body.safeParse(parseJson(answer.text));
  if (head.success && parsed.success) return parsed.data;
  const reasons = [head, parsed].flatMap(({ error }) => (error ? [z.prettifyError(error)] : []));
  throw new Error([...reasons, described(answer)].join('\n'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function described({ call, status, headers, text }: Answer): string {
  return `${call} -> ${status} ${headers['content-type'] ?? 'no content type'}\n${text.slice(0, 2_000)}`;
}
