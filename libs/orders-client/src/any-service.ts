/** What every service's document has, for callers that know a service by its name alone. */

/** An order, with a field of the service's name for what was ordered. */
export interface AnyOrder {
  orderId: string;
  [field: string]: unknown;
}

/** Why a call was refused. @see https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail?: string;
}

interface Answers<Status extends number, Body> {
  responses: Record<
    Status,
    { headers: Record<string, unknown>; content: { 'application/json': Body } }
  > & {
    default: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
  };
}

/** The calls that every service has: its own document says more of each. */
export interface AnyServicePaths {
  '/orders': {
    post: Answers<201, { order: AnyOrder }> & {
      parameters: { header?: { 'Idempotency-Key'?: string } };
      requestBody: { content: { 'application/json': Record<string, unknown> } };
    };
    get: Answers<200, { orders: AnyOrder[]; nextToken?: string }> & {
      parameters: { query?: { orderDate?: string; limit?: number; nextToken?: string } };
    };
  };
  '/orders/{orderId}': {
    get: Answers<200, AnyOrder> & { parameters: { path: { orderId: string } } };
  };
}
