/** The common types of all services, for callers without a service's own types. */

/** An order; the ordered item is in the field named after the service. */
export interface AnyOrder {
  orderId: string;
  [field: string]: unknown;
}

/** The problem of an unsuccessful response. @see https://www.rfc-editor.org/rfc/rfc9457 */
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

/** The operations of every service, which its own document describes in detail. */
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
