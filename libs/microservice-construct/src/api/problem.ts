import { problemContentType } from '@cross-account/orders-domain/http';

/** The headers of a problem that API Gateway returns itself; it requires static values in single quotes. */
export const problemHeaders = {
  'Content-Type': `'${problemContentType}'`,
  'Cache-Control': "'no-store'",
} as const;
