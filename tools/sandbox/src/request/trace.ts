/** What happened to one request, hop by hop, in the picture's order. */
import { randomBytes, randomUUID } from 'node:crypto';

export type HopName =
  | 'Route 53'
  | 'load balancer'
  | 'VPC endpoint'
  | 'domain name'
  | 'resource policy'
  | 'method'
  | 'request validation'
  | 'function permission'
  | 'integration';

export interface Hop {
  readonly name: HopName;
  readonly outcome: 'passed' | 'refused';
  /** What decided: the rule, statement, address or reason. */
  readonly detail: string;
  /** Milliseconds since the request arrived. */
  readonly at: number;
}

export class Trace {
  readonly requestId = randomUUID();
  /** As in the header `X-Amzn-Trace-Id`. */
  readonly traceId: string;
  readonly startedAt = new Date();
  readonly hops: Hop[] = [];
  private readonly start = performance.now();

  constructor() {
    const seconds = Math.floor(this.startedAt.getTime() / 1000).toString(16);
    this.traceId = `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
  }

  passed(name: HopName, detail: string): void {
    this.hops.push({ name, outcome: 'passed', detail, at: this.elapsed });
  }

  refused(name: HopName, detail: string): void {
    this.hops.push({ name, outcome: 'refused', detail, at: this.elapsed });
  }

  /** The hop that refused the request, if one did. */
  get refusal(): Hop | undefined {
    return this.hops.find(({ outcome }) => outcome === 'refused');
  }

  /** Milliseconds since the request arrived. */
  get elapsed(): number {
    return performance.now() - this.start;
  }
}
