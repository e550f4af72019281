import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pudding, withWrongConditionKey } from './support/assemblies';
import { faults, launched, opened, picture, violations } from './support/browser';
import { RunningSandbox } from './support/running-sandbox';
import { assemblyOf } from './support/workspace';

const VIEWS = [
  'live',
  'orders',
  'stacks',
  'functions',
  'tables',
  'metrics',
  'calls',
  'events',
  'api',
];
const WIDTHS = [360, 1024, 1600];

const folder = mkdtempSync(join(tmpdir(), 'sandbox-console-e2e-'));
const dataDir = join(folder, 'data');
let sandbox: RunningSandbox;
let browser: Browser;

beforeAll(async () => {
  sandbox = await RunningSandbox.start(dataDir);
  browser = await launched();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(faults.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const view = (name: string) => `${sandbox.url}/#/${name}`;
const order = { fullName: 'Ada Lovelace', food: 'pizza' };

/** Places an order with the form of a service. */
async function placeOrder(page: Page, fullName: string): Promise<void> {
  await page.getByRole('button', { name: 'food.orders.localhost' }).click();
  const form = page.locator('section', { hasText: 'POST /orders' });
  await form.getByLabel('fullName').fill(fullName);
  await form.getByLabel('food', { exact: true }).selectOption('hamburger');
  await form.getByRole('button', { name: 'Send' }).click();
}

describe('the console', () => {
  it('places an order with a form generated from the deployed model, and links to its trace', async () => {
    const page = await opened(browser, view('orders'));
    await placeOrder(page, 'Grace Hopper');
    const form = page.locator('section', { hasText: 'POST /orders' });
    await form.getByText('201').waitFor();
    await form.getByText('As curl').click();
    expect(await form.getByLabel('the command', { exact: true }).innerText()).toMatch(
      /^curl --cacert \S+ https:\/\/food\.orders\.localhost:\d+\/v1\/orders/,
    );
    await picture(page, 'console-orders');
    await form.getByRole('link', { name: 'View trace' }).click();
    await page.locator('.node.table.passed').waitFor();
    expect(await page.locator('.node.passed').count()).toBe(7);
    await page.getByRole('button', { name: 'Request and response' }).click();
    await page.getByLabel('the request', { exact: true }).getByText('Grace Hopper').waitFor();
  });

  it('reports missing fields of a form before it is sent', async () => {
    const page = await opened(browser, view('orders'));
    await placeOrder(page, '');
    await page.getByText('fullName is required').waitFor();
    expect(await page.locator('.answer').count()).toBe(0);
  });

  it('lists orders page by page, and by day', async () => {
    for (let count = 0; count < 3; count++) await sandbox.send('POST', 'food', '/v1/orders', order);
    const page = await opened(browser, view('orders'));
    await page.getByRole('button', { name: 'food.orders.localhost' }).click();
    const list = page.locator('section', { hasText: /^GET \/orders(?!\/)/ });
    await list.getByLabel('limit').fill('2');
    await list.getByRole('button', { name: 'Get' }).click();
    const first = list.locator('tbody tr').first();
    await first.waitFor();
    const newest = await first.innerText();
    await list.getByRole('button', { name: 'Next page' }).click();
    await expect(
      page.waitForFunction(
        (row) => document.querySelector('tbody tr')?.textContent !== row,
        newest,
      ),
    ).resolves.toBeDefined();
    await list.getByLabel('orderDate').fill('2001-01-01');
    await list.getByRole('button', { name: 'Get' }).click();
    await list.getByText('The list is empty.').waitFor();
  });

  it('animates a request along the diagram when it is sent', async () => {
    const page = await opened(browser, view('live'));
    const travelling = page.locator('circle.request-dot').first().waitFor({ state: 'attached' });
    await sandbox.send('POST', 'food', '/v1/orders', order);
    await travelling;
    await page.waitForTimeout(900);
    await picture(page, 'console-live');
    expect(await page.locator('.caption').innerText()).toMatch(/201.*POST.*completed in/s);
  });

  it('explains a refusal after a redeployment, and updates live', async () => {
    const events = await opened(browser, view('events'));
    await sandbox.run('deploy', withWrongConditionKey(join(folder, 'wrong')));
    await events.locator('.activity .stack', { hasText: 'UPDATE_COMPLETE' }).first().waitFor();
    const page = await opened(browser, view('live'));
    expect(await sandbox.send('GET', 'food', '/v1/orders')).toBe(403);
    const refusal = page.locator('.refusal');
    await refusal.waitFor();
    const message = await refusal.innerText();
    for (const part of [
      'DenyUnlessThroughTheConsumersEndpoint',
      'StringNotEquals aws:SourceVpc',
      'vpce-',
      'vpc-',
      'food-service-sandbox/Microservice/Api/Api/Resource',
      'libs/microservice-construct/src/api/orders-api.ts:',
    ]) {
      expect(message).toContain(part);
    }
    expect(await page.locator('.node.refused').getAttribute('class')).toContain('api');
    await picture(page, 'console-refused', 1500);
    await sandbox.run('deploy', assemblyOf('food-service'));
    expect(await sandbox.send('GET', 'food', '/v1/orders')).toBe(200);
  });

  it('replays a recorded request, unchanged and edited', async () => {
    await sandbox.send('POST', 'food', '/v1/orders', order);
    const page = await opened(browser, view('live'));
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.waitForURL(/#\/live\/[\w-]+$/);
    await page.locator('.detail .tag', { hasText: '201' }).first().waitFor();
    expect(await page.locator('.request').count()).toBeGreaterThan(1);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Body').fill('{"fullName":"Alan Turing","food":"sushi"}');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.answer .tag', { hasText: '400' }).waitFor();
  });

  it('shows a service in the diagram while it is deployed', async () => {
    const page = await opened(browser, view('live'));
    const accounts = page.locator('.account');
    await accounts.nth(2).waitFor();
    expect(await accounts.count()).toBe(3);
    const assembly = pudding(join(folder, 'pudding'));
    await sandbox.run('deploy', assembly);
    await page.getByText('pudding-service-sandbox').first().waitFor();
    expect(await accounts.count()).toBe(4);
    await sandbox.run('destroy', assembly);
    await page.getByText('pudding-service-sandbox').first().waitFor({ state: 'detached' });
    expect(await accounts.count()).toBe(3);
  });

  it('shows stacks, functions, tables, metrics and calls', async () => {
    const page = await opened(browser, view('stacks'));
    await page.getByLabel('Filter resources').fill('ListenerRule');
    await page.getByText('2 of').waitFor();
    expect(await page.locator('.rows > li').count()).toBe(2);
    for (const [name, text] of [
      ['functions', 'REPORT RequestId'],
      ['tables', 'Ada Lovelace'],
      ['metrics', 'OrdersPlaced'],
      ['calls', 'dynamodb:PutItem'],
      ['api', 'Place an order'],
    ] as const) {
      await page.goto(view(name));
      await page.getByText(text).first().waitFor();
    }
  });

  it('is usable with the keyboard only', async () => {
    await sandbox.send('GET', 'food', '/v1/menu');
    await sandbox.send('GET', 'food', '/v1/orders');
    const page = await opened(browser, view('live'));
    await page.locator('.request').nth(1).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    const focused = (selector: string) =>
      page.evaluate((element) => document.activeElement?.matches(element) ?? false, selector);
    for (let count = 0; count < 60 && !(await focused('.request.refused')); count++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.locator('.refusal').waitFor();
    expect(await page.locator('.refusal').innerText()).toContain('the API has no GET /menu');
  });

  it.each(VIEWS)('has no accessibility violations in %s', async (name) => {
    await sandbox.send('GET', 'food', '/v1/menu');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await opened(browser, view(name), { colorScheme });
      await page.locator('main section, main .viewer').first().waitFor();
      if (name === 'api') await page.getByText('Place an order').waitFor();
      expect(await violations(page)).toEqual([]);
    }
  });

  it.each(WIDTHS)('fits a window that is %d pixels wide', async (width) => {
    for (const name of VIEWS) {
      const page = await opened(browser, view(name), { viewport: { width, height: 800 } });
      await page.locator('main section').first().waitFor();
      const room = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect([name, room[0]]).toEqual([name, room[1]]);
      await page.context().close();
    }
  });

  it('reconnects to a restarted sandbox', async () => {
    const page = await opened(browser, view('live'));
    const { ports } = sandbox;
    await sandbox.stop();
    await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    sandbox = await RunningSandbox.start(dataDir, ports);
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await page.getByText('No request yet').waitFor();
    await sandbox.send('GET', 'food', '/v1/orders');
    await page.locator('.request').waitFor();
    expect(await page.locator('.request').innerText()).toContain('/v1/orders');
  });
});
