/** An HTTP response of an AWS API. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An operation's response that is already in wire format; the protocol adds its own headers. */
export class WireOutput {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor({
    status = 200,
    headers = {},
    body,
  }: Partial<ApiResponse> & { readonly body: string }) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}
