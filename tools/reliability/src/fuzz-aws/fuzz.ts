/** Sends mutated calls to the AWS port, and records those whose responses AWS would not return. */
import { Agent, request } from 'node:http';
import { mutated, wire, type WireCall } from './mutations';
import { Random } from './random';
import { samples } from './samples';

export interface FuzzProps {
  /** URL of the AWS APIs. */
  readonly endpoint: string;
  readonly calls: number;
  readonly seed: number;
}

export interface FuzzResult {
  /** Number of calls by HTTP status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Calls with a 5xx response, or without a response. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The number of the call in the run. */
  readonly call: number;
  readonly name: string;
  readonly answer: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const CONNECTIONS = 8;
const TIMEOUT_MS = 20_000;

/** Calls after which the samples' tables are created again, since a call may have deleted them. */
const RESTORE_EVERY = 50;

export async function fuzz({ endpoint, calls, seed }: FuzzProps): Promise<FuzzResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const random = new Random(seed);
  const statuses = new Map<number, number>();
  const failures: Failure[] = [];
  let next = 0;
  const worker = async () => {
    while (next < calls) {
      const call = next++;
      const sent = nextCall(call, random);
      const answer = await send(endpoint, agent, sent);
      const { status } = answer;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 0 || status >= 500) failures.push(failure(call, sent, answer));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return { statuses, failures };
}

/** Returns the nth call, which depends only on the seed. */
function nextCall(call: number, random: Random): WireCall {
  const [creation] = samples;
  if (call % RESTORE_EVERY === 0 && creation) return wire(creation);
  return mutated(random.pick(samples), random);
}

function failure(call: number, { name, body }: WireCall, answer: Answer): Failure {
  const message = `${answer.status} ${answer.body.slice(0, 300)}`;
  return { call, name, answer: message, body: body.toString().slice(0, 2000) };
}

/** Sends a call. Returns status 0 when the connection ended without a response. */
function send(endpoint: string, agent: Agent, call: WireCall): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  const { method, path, body } = call;
  const headers = [
    ...call.headers.flat(),
    'host',
    `${hostname}:${port}`,
    'content-length',
    String(body.length),
  ];
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: 0, body: error.message });
    const sent = request({ hostname, port, method, path, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail).on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    sent
      .setTimeout(TIMEOUT_MS, () => sent.destroy(new Error('no response in time')))
      .on('error', fail);
    sent.end(body);
  });
}
