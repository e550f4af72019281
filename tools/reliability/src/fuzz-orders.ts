/**
 * Checks the services against their OpenAPI documents: requests generated from the document, valid and
 * invalid in every part, are sent through the sandbox, and each response must match the document.
 *
 * Usage: `nx run reliability:fuzz-orders [--requests=20000] [--seed=<number, to repeat a failure>]`
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  Contract,
  Requests,
  disagreements,
  parseDocument,
  requestsOf,
  type SentRequest,
} from '@cross-account/openapi-contract';
import { OrdersClient, type ClientResponse } from './support/orders-client';
import { SandboxProcess } from './support/sandbox-process';

const SERVICES = ['food', 'beverage'];
const CONNECTIONS = 8;
const APPS = resolve(__dirname, '../../../apps');

/** A request whose response does not match the document. */
interface Finding {
  readonly service: string;
  readonly request: SentRequest;
  readonly answer: ClientResponse;
  readonly problems: readonly string[];
}

/** The results of the requests to one service. */
interface Outcome {
  /** Number of responses by status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Number of requests that the document allows, rejects, or does not decide. */
  readonly readings: ReadonlyMap<boolean | undefined, number>;
  readonly findings: readonly Finding[];
}

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [total, seed] = [wholeNumber('requests', values.requests), wholeNumber('seed', values.seed)];

async function main(): Promise<void> {
  const startedAt = performance.now();
  const sandbox = await SandboxProcess.start();
  try {
    const each = Math.ceil(total / SERVICES.length);
    const outcomes = await Promise.all(
      SERVICES.map((service, index) => fuzz(sandbox, service, each, seed + index)),
    );
    report(outcomes, (performance.now() - startedAt) / 1_000);
  } finally {
    await sandbox.stop();
  }
}

async function fuzz(
  sandbox: SandboxProcess,
  service: string,
  count: number,
  ownSeed: number,
): Promise<Outcome> {
  const text = readFileSync(join(APPS, `${service}-service`, 'contract/openapi.json'), 'utf8');
  const document = parseDocument(JSON.parse(text));
  const contract = new Contract(document);
  const reader = new Requests(document, contract);
  const client = new OrdersClient(sandbox, service, CONNECTIONS);
  const statuses = new Map<number, number>();
  const readings = new Map<boolean | undefined, number>();
  const findings: Finding[] = [];
  const queue = fc.sample(requestsOf(document), { seed: ownSeed, numRuns: count });
  const sendOn = async () => {
    for (let request = queue.pop(); request !== undefined; request = queue.pop()) {
      const answer = await unthrottled(client, request);
      const reading = reader.read(request);
      countUp(statuses, answer.status);
      countUp(readings, reading.allowed);
      const problems = disagreements(contract, request, reading, answer);
      if (problems.length > 0) findings.push({ service, request, answer, problems });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
  client.close();
  return { statuses, readings, findings };
}

/** Sends a request, and sends it again while it is throttled. */
async function unthrottled(client: OrdersClient, sent: SentRequest): Promise<ClientResponse> {
  const { body, method, path } = sent;
  const headers = Object.entries(sent.headers).map(
    ([name, value]) => [name, [value].flat()] as const,
  );
  const request = {
    method,
    path,
    headers: {
      ...Object.fromEntries(headers),
      // Node.js sends the body of a GET request only with a content-length header.
      ...(body !== undefined && { 'content-length': body.length }),
    },
    ...(body !== undefined && { body }),
  };
  for (;;) {
    const answer = await client.send(request);
    if (answer.status !== 429) return answer;
    await sleep(500);
  }
}

function report(outcomes: readonly Outcome[], seconds: number): void {
  const statuses = sum(outcomes.map((one) => one.statuses));
  const readings = sum(outcomes.map((one) => one.readings));
  const findings = outcomes.flatMap((one) => one.findings);
  const answers = [...statuses].sort(([one], [other]) => one - other);
  console.log(
    `${total} requests to ${SERVICES.join(' and ')} in ${seconds.toFixed(1)} s, seed ${seed}.`,
  );
  console.log(`Answers: ${answers.map(([status, count]) => `${status} × ${count}`).join(', ')}.`);
  console.log(
    `The document allows ${readings.get(true) ?? 0} of the requests, rejects ${readings.get(false) ?? 0}, ` +
      `and does not decide ${readings.get(undefined) ?? 0}.`,
  );
  console.log(`Differences between document and service: ${findings.length}.`);
  for (const finding of distinct(findings).slice(0, 20)) describe(finding);
  if (findings.length > 0) process.exitCode = 1;
}

/** Returns one finding of each kind. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const kindOf = ({ request, problems }: Finding) => `${request.method} ${problems.join()}`;
  return [...new Map(findings.map((one) => [kindOf(one), one])).values()];
}

function describe({ service, request, answer, problems }: Finding): void {
  const { method, path, headers, body } = request;
  console.log(
    `\n${service}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)}`,
  );
  if (body !== undefined) console.log(`  body: ${JSON.stringify(body.toString()).slice(0, 300)}`);
  console.log(`  answer: ${answer.status} ${answer.body.slice(0, 300)}`);
  for (const problem of problems) console.log(`  ${problem}`);
}

function countUp<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sum<Key>(all: readonly ReadonlyMap<Key, number>[]): ReadonlyMap<Key, number> {
  const total = new Map<Key, number>();
  for (const [key, count] of all.flatMap((one) => [...one])) {
    total.set(key, (total.get(key) ?? 0) + count);
  }
  return total;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`--${option} must be a whole number, such as 20000, got "${text}"`);
  }
  return Number(text);
}

void main();
