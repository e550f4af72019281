/**
 * Checks that the console stays usable under a flood of requests: fails when it does not respond to clicks
 * meanwhile, when the page's elements or memory grow with the requests, or when it shows fewer requests
 * afterwards than it lists. Prints the request rate and the longest time between two frames.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launched, opened } from './support/browser';
import { RunningSandbox } from './support/running-sandbox';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '32' },
  },
});

/** Maximum growth of the page's memory between two floods of the same length, as a share. */
const MAX_GROWTH = 0.1;
/** Milliseconds to wait after a flood. */
const SETTLING_MS = 2_000;
/** Rejected by API Gateway without a function, for the highest rate. */
const CHEAP_REQUEST = '/v1/nothing-is-here';

interface Seen {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly longestFrame: number;
  readonly elements: number;
  /** Bytes of the page's JavaScript heap, without garbage. */
  readonly heap: number;
}

async function main(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-console-pressure-'));
  const sandbox = await RunningSandbox.start(join(folder, 'data'));
  const browser = await launched();
  try {
    const page = await opened(browser, `${sandbox.url}/#/live`);
    const first = await underPressure(page, sandbox);
    const second = await underPressure(page, sandbox);
    console.log([first, second].map(described).join('\n'));
    return [
      ...(second.elements > first.elements * (1 + MAX_GROWTH) ? ['the elements grow'] : []),
      ...(second.heap > first.heap * (1 + MAX_GROWTH) ? ['the memory grows'] : []),
    ];
  } finally {
    await browser.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function underPressure(page: Page, sandbox: RunningSandbox): Promise<Seen> {
  const milliseconds = Number(values.seconds) * 1000;
  await page.evaluate(watchFrames);
  const flood = sandbox.flood('food', CHEAP_REQUEST, Number(values.connections), milliseconds);
  const [answered] = await Promise.all([flood, clicks(page, milliseconds)]);
  const longestFrame = Number(await page.evaluate('globalThis.longestFrame'));
  // Waits for animations to end and the list to be rendered.
  await page.waitForTimeout(SETTLING_MS);
  const elements = await page.locator('*').count();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
  return { requestsPerSecond: (answered / milliseconds) * 1000, longestFrame, elements, heap };
}

/** Clicks from time to time; throws when a click takes longer than Playwright's timeout. */
async function clicks(page: Page, milliseconds: number): Promise<void> {
  for (const name of ['Refused', 'All', 'Refused', 'All']) {
    await page.waitForTimeout(milliseconds / 5);
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('button', { name, exact: true, pressed: true }).waitFor();
  }
}

/** Runs in the page: records the longest time between two frames. */
const watchFrames = `
  globalThis.longestFrame = 0;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    globalThis.longestFrame = Math.max(globalThis.longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);`;

function described({ requestsPerSecond, longestFrame, elements, heap }: Seen): string {
  const rate = `${requestsPerSecond.toFixed(0)} requests/s`;
  const frame = `longest time between two frames ${longestFrame.toFixed(0)} ms`;
  return `${rate}, ${frame}, ${elements} elements, ${(heap / 1024 / 1024).toFixed(1)} MiB of heap`;
}

void main().then((failures) => {
  for (const failure of failures) console.error(`failed: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
});
