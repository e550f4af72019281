/**
 * Whether the console stays usable under more requests than anybody can read: fails where it answers no
 * click meanwhile, where the page's elements or its memory grow with the requests, or where it shows fewer
 * requests afterwards than it lists. Prints the rate that was reached and the longest time between two frames.
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

/** How much the page's memory may grow from one flood to the next of the same length, as a share. */
const MAX_GROWTH = 0.1;
/** Milliseconds after a flood. */
const SETTLING_MS = 2_000;
/** Answered by API Gateway, without a function: as many as one machine can send. */
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
  // What travels arrives, and what is listed is drawn.
  await page.waitForTimeout(SETTLING_MS);
  const elements = await page.locator('*').count();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
  return { requestsPerSecond: (answered / milliseconds) * 1000, longestFrame, elements, heap };
}

/** Clicks now and then; a click that is not answered within Playwright's limit ends this. */
async function clicks(page: Page, milliseconds: number): Promise<void> {
  for (const name of ['Refused', 'All', 'Refused', 'All']) {
    await page.waitForTimeout(milliseconds / 5);
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('button', { name, exact: true, pressed: true }).waitFor();
  }
}

/** Runs in the page: keeps the longest time between two frames. */
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
