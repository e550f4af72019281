/**
 * A browser whose pages record violations of the console's Content-Security-Policy, and requests to other
 * hosts.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { browserPath, picturesFolder } from './workspace';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The size of a window, in pixels. */
const WIDTH = 1600;
const HEIGHT = 1000;

/** Faults of the pages so far: script errors, policy violations, requests to other hosts. */
export const faults: string[] = [];

export function launched(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
}

/** Opens a view in a new page. */
export async function opened(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: HEIGHT },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/ERR_CONNECTION_REFUSED|Failed to load resource/.test(message.text())
    ) {
      faults.push(message.text());
    }
  });
  const { origin } = new URL(address);
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) faults.push(`loads ${url}`);
  });
  await page.goto(address);
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  return page;
}

/** Returns accessibility violations, one line each. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  // The colours and headings within Swagger UI are its own.
  const found = await page.evaluate('axe.run({ exclude: [[".viewer"]] })');
  const { violations: all } = found as {
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  };
  return all.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/**
 * Takes a screenshot for the documentation, if requested.
 * @param height of the window, in pixels
 */
export async function picture(page: Page, name: string, height = HEIGHT): Promise<void> {
  if (picturesFolder === undefined) return;
  await page.setViewportSize({ width: WIDTH, height });
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: join(picturesFolder, `${name}.png`) });
}
