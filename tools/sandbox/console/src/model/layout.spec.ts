import type { Topology } from '@sandbox/front-doors/console/wire';
import { topology } from '../testing/topology';
import { layoutOf, type Box } from './layout';

const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** The diagram with a second, generated service. */
const withThird: Topology = {
  ...topology,
  accounts: topology.accounts.flatMap((account) =>
    account.stacks[0] === 'food'
      ? [account, { ...account, id: '333333333333', stacks: ['pudding'] }]
      : [account],
  ),
};

describe.each([324, 700, 960, 1560])('the diagram at a width of %d', (width) => {
  it.each([
    ['two accounts', topology],
    ['three', withThird],
  ])('has %s next to or below each other, with their nodes inside', (_count, topology) => {
    const { accounts, height } = layoutOf(topology, width);
    const room = { x: 0, y: 0, width, height };
    expect(accounts).toHaveLength(topology.accounts.length);
    for (const { box, network } of accounts) {
      expect(isInside(box, room)).toBe(true);
      expect(network && isInside(network, box)).toBe(true);
      const others = accounts.filter((other) => other.box !== box);
      expect(others.some((other) => overlap(other.box, box))).toBe(false);
    }
  });

  it('has links that start and end at their nodes', () => {
    const { links, nodes, radius } = layoutOf(topology, width);
    expect(links).toHaveLength(topology.links.length);
    for (const { from, to, path } of links) {
      const [start, end] = [from, to].map((id) => nodes.find(({ node }) => node.id === id));
      expect(path.startsWith(`M${(start?.x ?? 0) + radius} ${start?.y ?? 0} `)).toBe(true);
      expect(path.endsWith(`H${(end?.x ?? 0) - radius}`)).toBe(true);
    }
  });
});

it('is empty without deployed stacks', () => {
  expect(layoutOf({ accounts: [], links: [] }, 800)).toMatchObject({ height: 0, nodes: [] });
});
