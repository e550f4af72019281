import { rootCertificates } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { createOrdersClient, httpsFetch } from '@cross-account/orders-client';
import type { AnyServicePaths, Fetch, HttpsFetchOptions } from '@cross-account/orders-client';
import { signing } from '@cross-account/orders-client/signing';
import type { SmokeTestEnvironment, TestedService } from './environment';

/** The result of one service. */
export interface ServiceResult {
  readonly name: string;
  readonly ok: boolean;
  /** HTTP status of the last response; 0 without a response. */
  readonly status: number;
  /** Milliseconds to place the order and read it back. */
  readonly ms: number;
  /** The reason of a failure. */
  readonly error?: string;
}

/** The response of the function. */
export interface SmokeTestResult {
  /** Whether all services accepted an order and returned it. */
  readonly ok: boolean;
  readonly services: readonly ServiceResult[];
}

/** The parts of the services' contract that the smoke test needs: their own tests check the rest. */
const placed = z.object({ order: z.looseObject({ orderId: z.string() }) });

const CUSTOMER = 'Smoke Test';

/** Timeout in milliseconds of an attempt, and number of attempts: both calls must finish within a minute. */
const TIMEOUT_MS = 10_000;
const ATTEMPTS = 2;

/** Thrown for a response that does not match the contract. */
class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  constructor(
    call: string,
    readonly answer: Answer,
    expected: string,
  ) {
    const body = answer.body === undefined ? 'no JSON' : JSON.stringify(answer.body);
    super(`${call} answered ${answer.status} instead of ${expected}: ${body.slice(0, 500)}`);
  }
}

/**
 * Orders from all services in parallel and reads each order back. Never rejects.
 * @param day such as `2026-11-26`: all runs of a day place the same order. @default each its own
 */
export async function smokeTest(
  environment: SmokeTestEnvironment,
  connection: Pick<HttpsFetchOptions, 'lookup'> = {},
  day?: string,
): Promise<SmokeTestResult> {
  const { certificateAuthority: authority, services, signature } = environment;
  const trusted = authority === undefined ? {} : { ca: [...rootCertificates, authority] };
  // Runs are so infrequent that the server would close a kept-alive connection in between.
  const send = httpsFetch({ ...connection, ...trusted, keepAlive: false, timeout: TIMEOUT_MS });
  const results = await Promise.all(
    services.map((service) => {
      const isSigned = service.signed === true && signature !== undefined;
      return testService(service, isSigned ? signing(send, signature) : send, day);
    }),
  );
  return { ok: results.every(({ ok }) => ok), services: results };
}

async function testService(
  service: TestedService,
  send: Fetch,
  day?: string,
): Promise<ServiceResult> {
  const started = performance.now();
  const result = (outcome: Pick<ServiceResult, 'ok' | 'status' | 'error'>): ServiceResult => {
    return { name: service.name, ...outcome, ms: Math.round(performance.now() - started) };
  };
  try {
    return result({ ok: true, status: await placeAndReadBack(service, send, day) });
  } catch (error) {
    const status = error instanceof UnexpectedAnswer ? error.answer.status : 0;
    return result({ ok: false, status, error: describe(error) });
  }
}

async function placeAndReadBack(
  { name, item, url }: TestedService,
  send: Fetch,
  day?: string,
): Promise<number> {
  const client = createOrdersClient<AnyServicePaths>({
    baseUrl: url,
    fetch: send,
    attempts: ATTEMPTS,
  });
  const orders = `${url}/orders`;
  const body = { fullName: CUSTOMER, [name]: item };
  // Includes the item, since a key that was used for another order is rejected.
  const header = day === undefined ? {} : { 'Idempotency-Key': `smoke-test ${day} ${item}` };
  const post = answerOf(
    await client.POST('/orders', { body, params: { header }, parseAs: 'text' }),
  );
  const { success, data } = placed.safeParse(post.body);
  if (post.status !== 201 || !success) {
    throw new UnexpectedAnswer(`POST ${orders}`, post, '201 and an order');
  }
  const { order } = data;
  const params = { path: { orderId: order.orderId } };
  const get = answerOf(await client.GET('/orders/{orderId}', { params, parseAs: 'text' }));
  if (get.status !== 200 || !isDeepStrictEqual(get.body, order)) {
    const call = `GET ${orders}/${encodeURIComponent(order.orderId)}`;
    throw new UnexpectedAnswer(call, get, `200 and ${JSON.stringify(order)}`);
  }
  return get.status;
}

/** A response, regardless of the contract. */
interface Answer {
  readonly status: number;
  /** Undefined if it is not JSON. */
  readonly body: unknown;
}

/**
 * Returns the response of a result. Successful bodies are text; errors are parsed already, if they are JSON.
 */
function answerOf(result: {
  readonly response: Response;
  readonly data?: string;
  readonly error?: unknown;
}): Answer {
  const { response, data, error } = result;
  const body = data ?? error;
  return { status: response.status, body: typeof body === 'string' ? parsed(body) : body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Connection errors have a code that is more precise than their message, and several may be aggregated. */
const thrown = z.looseObject({
  message: z.optional(z.string()),
  code: z.optional(z.string()),
  errors: z.optional(z.array(z.unknown())),
});

function describe(error: unknown): string {
  const { success, data } = thrown.safeParse(error);
  if (!success) return String(error);
  if (data.errors !== undefined) return data.errors.map(describe).join('; ');
  return [data.code, data.message].filter(Boolean).join(': ');
}
