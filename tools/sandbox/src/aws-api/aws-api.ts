/**
 * AWS's own APIs on loopback, for the unmodified SDK: a request belongs to the account of the
 * credentials that signed it, as the role that they are of.
 *
 * Signatures are not verified: everybody who can reach loopback may read the credentials anyway.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '../account';
import { LocalApi } from '../local-api/local-api';
import { requestRoutes } from '../local-api/requests';
import { Traces } from '../request/traces';
import { answerApiGateway } from './api-gateway';
import type { ApiResponse } from './api-response';
import { answerEc2 } from './ec2';

/** Which account and service a signed request is for. */
interface SignedRequest {
  readonly account: Account;
  /** The signing name of the service, such as `dynamodb`. */
  readonly service: string;
  readonly body: string;
}

const CUSTOM_RESOURCE_PATH = '/custom-resource/';
const JSON_1_0 = 'application/x-amz-json-1.0';

export class AwsApi {
  private readonly server: Server;
  private readonly customResources = new Map<string, (response: unknown) => void>();
  private readonly localApi: LocalApi;
  private endpoint = '';

  /** @param traces of all requests, which the sandbox's own API tells about. */
  constructor(
    private readonly accounts: () => Iterable<Account>,
    traces = new Traces(),
  ) {
    this.localApi = new LocalApi(requestRoutes(traces));
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else send(response, failure(500, 'InternalFailure', String(error)));
      });
    });
  }

  /** Listens on loopback; port 0 takes a free one. Gives the URL. */
  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this.endpoint;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** A URL that a custom resource's function puts its answer to, and that answer. */
  expectCustomResource(token: string): { url: string; answer: Promise<unknown> } {
    const answer = new Promise<unknown>((resolve) => this.customResources.set(token, resolve));
    return { url: `${this.endpoint}${CUSTOM_RESOURCE_PATH}${token}`, answer };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '/';
    if (request.method === 'PUT' && path.startsWith(CUSTOM_RESOURCE_PATH)) {
      const token = path.slice(CUSTOM_RESOURCE_PATH.length);
      this.customResources.get(token)?.(parseJson(body));
      this.customResources.delete(token);
      send(response, { status: 200, headers: {}, body: '' });
      return;
    }
    if (this.localApi.handles(path)) {
      const { method = 'GET', headers } = request;
      send(response, await this.localApi.answer({ method, url: path, headers, body }));
      return;
    }
    const signed = this.signedRequest(request.headers.authorization, body);
    send(response, 'status' in signed ? signed : await answer(request, signed));
  }

  private signedRequest(authorization = '', body: string): SignedRequest | ApiResponse {
    const scope = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization);
    if (!scope) {
      return failure(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    const [, accessKeyId = '', service = ''] = scope;
    for (const account of this.accounts()) {
      if (account.iam.sessionRole(accessKeyId)) return { account, service, body };
    }
    return failure(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
}

async function answer(
  request: IncomingMessage,
  { account, service, body }: SignedRequest,
): Promise<ApiResponse> {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (service === 'dynamodb') {
    const {
      status,
      headers,
      body: answered,
    } = await account.dynamodb.handle(target.split('.')[1] ?? '', body);
    return { status, headers: { ...headers, 'content-type': JSON_1_0 }, body: answered };
  }
  if (service === 'ec2') return answerEc2(account, body);
  if (service === 'apigateway') {
    return answerApiGateway(account, request.method ?? '', request.url ?? '', body);
  }
  return failure(
    400,
    'UnknownOperationException',
    `The sandbox does not answer ${service}${target && ` ${target}`}`,
  );
}

/** What is not JSON stays text, which the receiver will refuse with its own words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function failure(status: number, type: string, message: string): ApiResponse {
  return {
    status,
    headers: { 'content-type': JSON_1_0, 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

function send(response: ServerResponse, { status, headers, body }: ApiResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
