/** Checks that all resources of the real templates have a price, and that the page is up to date. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pageWithCosts } from './page';
import { stackCosts } from './stack-costs';
import { synthesize } from './synthesize';

const workspaceRoot = path.resolve(__dirname, '../../..');
const file = path.join(workspaceRoot, 'docs/costs.md');

const stacks = [...synthesize(workspaceRoot, 'prod')].map(([stack, template]) =>
  stackCosts(stack, template),
);

describe('the costs of the real stacks', () => {
  it.each(stacks)(
    'include a price, or a reason to be free, for all resources of $stack',
    (costs) => {
      expect(costs.atRest.unpriced).toEqual([]);
      expect(costs.atRest.bill.sum).toBeGreaterThan(0);
    },
  );

  it('are up to date in docs/costs.md; run npx nx run costs:write', () => {
    const page = readFileSync(file, 'utf8');
    expect(page).toBe(pageWithCosts(page, stacks));
  });

  it('are not found in a page without placeholders, or without the stacks that it shows', () => {
    expect(() => pageWithCosts('# Costs\n', stacks)).toThrow('has no <!-- costs -->');
    const page = '<!-- costs --><!-- /costs -->';
    expect(() => pageWithCosts(page, [])).toThrow('no stack matches');
  });
});
