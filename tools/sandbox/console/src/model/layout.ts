/** The layout of the diagram: accounts, networks, resources and links. Lengths are in pixels. */
import type {
  NodeKind,
  Topology,
  TopologyAccount,
  TopologyNode,
} from '@sandbox/front-doors/console/wire';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode {
  readonly node: TopologyNode;
  /** The coordinates of its center. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedAccount {
  readonly account: TopologyAccount;
  readonly box: Box;
  /** The box around the nodes in the account's VPC; undefined if there are none. */
  readonly network: Box | undefined;
}

export interface PlacedLink {
  readonly from: string;
  readonly to: string;
  /** For the attribute `d` of an SVG path. */
  readonly path: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Half of the side of a node's square. */
  readonly radius: number;
  /** The maximum width of a node's text. */
  readonly column: number;
  readonly accounts: readonly PlacedAccount[];
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
}

const COLUMNS: readonly NodeKind[] = [
  'client',
  'load-balancer',
  'endpoint',
  'api',
  'function',
  'gateway-endpoint',
  'table',
];

/** Below this width, accounts are stacked rather than side by side. */
const SIDE_BY_SIDE = 860;

/** The space above the nodes of an account, for its name and for the time at a node. */
const HEAD = 72;
const FOOT = 6;

/** The space between two stacked accounts; links to accounts below lead through it. */
const GAP = 16;

/** The space between accounts side by side, for the links from one to the other. */
const AISLE = 52;

/** The margin to the left of stacked accounts, for the links between them. */
const MARGIN = 12;

/** A column of stacked accounts. */
interface Group {
  readonly accounts: readonly TopologyAccount[];
  readonly x: number;
  readonly width: number;
}

interface Measures {
  readonly radius: number;
  /** The distance from a node to the one below it. */
  readonly row: number;
}

type Placed = PlacedAccount & { readonly nodes: readonly PlacedNode[] };

/** @param width the width of the diagram in pixels. */
export function layoutOf(topology: Topology, width: number): Layout {
  const accounts = topology.accounts.filter(({ nodes }) => nodes.length > 0);
  const isService = ({ nodes }: TopologyAccount) => nodes.some(({ kind }) => kind === 'api');
  const services = accounts.filter(isService);
  const others = accounts.filter((account) => !isService(account));
  const isWide = width >= SIDE_BY_SIDE && others.length > 0;
  const measures = isWide ? { radius: 22, row: 84 } : { radius: 18, row: 74 };
  const placed = isWide
    ? sideBySide(others, services, width, measures)
    : stacked({ accounts: [...others, ...services], x: MARGIN, width: width - MARGIN }, measures);
  const nodes = placed.flatMap((account) => account.nodes);
  const columns = isWide ? most(others) + most(services) : Math.max(1, most(accounts));
  return {
    width,
    height: Math.max(0, ...placed.map(({ box }) => box.y + box.height)),
    radius: measures.radius,
    column: (width - (isWide ? AISLE : MARGIN)) / columns,
    accounts: placed,
    nodes,
    links: linksOf(topology, placed, measures.radius),
  };
}

/** Both columns are equally high. */
function sideBySide(
  left: readonly TopologyAccount[],
  right: readonly TopologyAccount[],
  width: number,
  measures: Measures,
): readonly Placed[] {
  const leftWidth = ((width - AISLE) * most(left)) / (most(left) + most(right));
  const groups: readonly Group[] = [
    { accounts: left, x: 0, width: leftWidth },
    { accounts: right, x: leftWidth + AISLE, width: width - AISLE - leftWidth },
  ];
  const height = Math.max(...groups.map((group) => heightOf(group, measures)));
  return groups.flatMap((group) => {
    const spare = height - heightOf(group, measures);
    return stacked(group, measures, spare / Math.max(1, group.accounts.length));
  });
}

/** @param spare the additional height of each account. */
function stacked(group: Group, measures: Measures, spare = 0): readonly Placed[] {
  let y = 0;
  return group.accounts.map((account) => {
    const height = accountHeight(account, measures) + spare;
    const placed = placedAccount(account, { x: group.x, y, width: group.width, height }, measures);
    y += height + GAP;
    return placed;
  });
}

function heightOf({ accounts }: Group, measures: Measures): number {
  return accounts.reduce((sum, account) => sum + accountHeight(account, measures) + GAP, -GAP);
}

function accountHeight(account: TopologyAccount, { row }: Measures): number {
  return HEAD + rowsOf(account) * row + FOOT;
}

function placedAccount(account: TopologyAccount, box: Box, { row, radius }: Measures): Placed {
  const kinds = kindsOf(account);
  const column = box.width / kinds.length;
  const middle = box.y + HEAD + (box.height - HEAD - FOOT) / 2;
  const nodes = kinds.flatMap((kind, index) => {
    const own = ofKind(account, kind);
    const top = middle - (own.length * row) / 2;
    return own.map((node, at) => ({
      node,
      x: box.x + (index + 0.5) * column,
      y: top + at * row + radius + 8,
    }));
  });
  return { account, box, nodes, network: networkOf(nodes, box, column, radius) };
}

/** Returns the box around the nodes in the VPC. */
function networkOf(
  nodes: readonly PlacedNode[],
  box: Box,
  column: number,
  radius: number,
): Box | undefined {
  const inside = nodes.filter(({ node }) => node.inVpc);
  if (inside.length === 0) return undefined;
  const [xs, ys] = [inside.map(({ x }) => x), inside.map(({ y }) => y)];
  const left = Math.min(...xs) - column / 2 + 6;
  const right = Math.max(...xs) + column / 2 - 6;
  const top = Math.min(...ys) - radius - 38;
  const bottom = Math.min(Math.max(...ys) + radius + 42, box.y + box.height - 6);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function rowsOf(account: TopologyAccount): number {
  return Math.max(...kindsOf(account).map((kind) => ofKind(account, kind).length));
}

function kindsOf({ nodes }: TopologyAccount): readonly NodeKind[] {
  return COLUMNS.filter((kind) => nodes.some((node) => node.kind === kind));
}

function ofKind({ nodes }: TopologyAccount, kind: NodeKind): readonly TopologyNode[] {
  return nodes.filter((node) => node.kind === kind);
}

function most(accounts: readonly TopologyAccount[]): number {
  return Math.max(0, ...accounts.map((account) => kindsOf(account).length));
}

function linksOf(
  { links }: Topology,
  accounts: readonly Placed[],
  radius: number,
): readonly PlacedLink[] {
  const at = new Map(
    accounts.flatMap(({ box, nodes }) => nodes.map((placed) => [placed.node.id, { placed, box }])),
  );
  return links.flatMap(({ from, to }) => {
    const [start, end] = [at.get(from), at.get(to)];
    if (!start || !end) return [];
    const [x1, x2] = [start.placed.x + radius, end.placed.x - radius];
    const path =
      start.box === end.box || end.box.x > start.box.x
        ? elbow(x1, start.placed.y, turnOf(start.box, end.box, x1, x2), x2, end.placed.y)
        : around(start.placed, start.box, end.placed, radius);
    return [{ from, to, path }];
  });
}

/** Returns where a link turns: half-way, or between the two accounts. */
function turnOf(from: Box, to: Box, x1: number, x2: number): number {
  return from === to ? (x1 + x2) / 2 : to.x - AISLE / 2;
}

function elbow(x1: number, y1: number, turn: number, x2: number, y2: number): string {
  if (Math.abs(y2 - y1) < 1) return `M${x1} ${y1} H${x2}`;
  const round = Math.min(8, Math.abs(y2 - y1) / 2, Math.abs(x2 - x1) / 2);
  const down = y2 > y1 ? round : -round;
  return (
    `M${x1} ${y1} H${turn - round} Q${turn} ${y1} ${turn} ${y1 + down} ` +
    `V${y2 - down} Q${turn} ${y2} ${turn + round} ${y2} H${x2}`
  );
}

/**
 * Returns the path of a link to an account below: through the gap between the accounts, and along
 * the margin.
 */
function around(from: PlacedNode, box: Box, to: PlacedNode, radius: number): string {
  const aisle = box.y + box.height + GAP / 2;
  const margin = box.x - MARGIN / 2;
  const right = from.x + radius + 8;
  return `M${from.x + radius} ${from.y} H${right} V${aisle} H${margin} V${to.y} H${to.x - radius}`;
}
