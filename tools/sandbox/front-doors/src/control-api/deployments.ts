/**
 * Deployments into the running sandbox: one request starts a deployment, further requests poll its
 * events.
 */
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { StackEvent } from '@sandbox/engine/stack-state';
import { oneLine } from '@sandbox/kernel/one-line';
import { failure, localJson, type LocalRoute } from './local-api';

/**
 * Deploys or deletes the stacks of a cloud assembly, and reports each event as it happens. Returns
 * one line for each other stack that has to be deployed again afterwards.
 */
type Operation = (
  assembly: string,
  onEvent: (event: StackEvent) => void,
) => Promise<readonly string[]>;

/** Deploys and deletes the stacks of cloud assemblies. */
export interface AssemblyDeployer {
  readonly deploy: Operation;
  readonly destroy: Operation;
}

interface Running {
  readonly events: StackEvent[];
  ended: boolean;
  error?: string;
  notes: readonly string[];
  /** Settles at the next event or at the end. */
  next: Promise<void>;
  notify: () => void;
}

const bodySchema = z.object({
  assembly: z.string().refine(isAbsolute, 'an absolute path is required'),
});

const MAX_DEPLOYMENTS = 20;

/** Milliseconds that a request for further events waits for the next event. */
const WAIT = 1000;

/**
 * `POST /stacks` deploys the stacks of the cloud assembly that the body names (`{"assembly":
 * "<folder>"}`), `DELETE /stacks` deletes them; both respond with 202 and an ID. `GET
 * /deployments/<id>?after=<n>` returns the events after the first `n` and whether the deployment
 * has ended: then with its error, or with a line for each other stack that has to be deployed
 * again.
 */
export function deploymentRoutes(deployer: AssemblyDeployer): readonly LocalRoute[] {
  const deployments = new Map<string, Running>();
  const begin =
    (operation: Operation): LocalRoute['handle'] =>
    ({ body }) => {
      const parsed = bodySchema.safeParse(parseJson(body));
      if (!parsed.success) return failure(400, oneLine(parsed.error));
      const id = randomUUID();
      deployments.set(
        id,
        run((onEvent) => operation(parsed.data.assembly, onEvent)),
      );
      const [oldest] = deployments.keys();
      if (deployments.size > MAX_DEPLOYMENTS && oldest !== undefined) deployments.delete(oldest);
      return localJson(202, { id });
    };
  return [
    { method: 'POST', path: /^\/stacks$/, handle: begin(deployer.deploy) },
    { method: 'DELETE', path: /^\/stacks$/, handle: begin(deployer.destroy) },
    {
      method: 'GET',
      path: /^\/deployments\/([^/]+)$/,
      handle: async ({ captured: [id = ''], query }) => {
        const running = deployments.get(id);
        if (!running)
          return failure(404, `Unknown deployment ${id}; only recent deployments are kept`);
        const after = Number(query.get('after') ?? '0');
        if (!Number.isInteger(after) || after < 0) {
          return failure(400, `after must be a whole number, got "${query.get('after') ?? ''}"`);
        }
        if (!running.ended && running.events.length <= after) await settledOrTimedOut(running.next);
        const { ended, error, notes } = running;
        return localJson(200, { events: running.events.slice(after), ended, error, notes });
      },
    },
  ];
}

function run(
  operation: (onEvent: (event: StackEvent) => void) => Promise<readonly string[]>,
): Running {
  const running: Running = {
    events: [],
    ended: false,
    notes: [],
    next: Promise.resolve(),
    notify: () => undefined,
  };
  const renew = () => {
    running.next = new Promise((resolve) => (running.notify = resolve));
  };
  const signal = () => {
    const { notify } = running;
    renew();
    notify();
  };
  renew();
  operation((event) => {
    running.events.push(event);
    signal();
  })
    .then((notes) => {
      running.notes = notes;
    })
    .catch((error: unknown) => {
      running.error = error instanceof Error ? error.message : String(error);
    })
    .finally(() => {
      running.ended = true;
      signal();
    });
  return running;
}

async function settledOrTimedOut(event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, WAIT)));
  await Promise.race([event, timeout]);
  clearTimeout(timer);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
