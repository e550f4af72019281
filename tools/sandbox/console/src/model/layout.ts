/** Where the picture has each account, network, resource and link; lengths are in pixels. */
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
  /** Its middle. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedAccount {
  readonly account: TopologyAccount;
  readonly box: Box;
  /** Around what is in the account's network; undefined where nothing is. */
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
  /** How wide a node's text may be. */
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

/** Below this width, accounts are under each other rather than side by side. */
const SIDE_BY_SIDE = 900;

interface Measures {
  readonly radius: number;
  readonly row: number;
  readonly column: number;
  readonly head: number;
  readonly gap: number;
}

/** @param width of the room that the picture has. */
export function layoutOf(topology: Topology, width: number): Layout {
  const accounts = topology.accounts.filter(({ nodes }) => nodes.length > 0);
  const isService = ({ nodes }: TopologyAccount) => nodes.some(({ kind }) => kind === 'api');
  const left = accounts.filter((account) => !isService(account));
  const right = accounts.filter(isService);
  const isWide = width >= SIDE_BY_SIDE && left.length > 0;
  const columns = isWide ? most(left) + most(right) : Math.max(most(accounts), 1);
  const gap = isWide ? 56 : 20;
  const radius = isWide ? 24 : 18;
  const column = (width - (isWide ? gap : 0)) / columns;
  const measures: Measures = { radius, row: isWide ? 96 : 84, column, head: 62, gap: 20 };
  const leftWidth = isWide ? most(left) * column : width;
  const placedRight = stacked(
    right,
    isWide ? leftWidth + gap : 0,
    isWide ? width - leftWidth - gap : width,
    measures,
  );
  const placedLeft = stacked(left, 0, leftWidth, measures);
  return isWide
    ? beside(topology, width, measures, placedLeft, placedRight)
    : below(topology, width, measures, placedLeft, placedRight);
}

interface Stack {
  readonly accounts: readonly (PlacedAccount & { readonly nodes: readonly PlacedNode[] })[];
  readonly height: number;
}

function beside(
  topology: Topology,
  width: number,
  measures: Measures,
  left: Stack,
  right: Stack,
): Layout {
  const height = Math.max(left.height, right.height);
  const parts = [
    moved(left, (height - left.height) / 2),
    moved(right, (height - right.height) / 2),
  ];
  return finished(topology, { width, height, measures, parts });
}

function below(
  topology: Topology,
  width: number,
  measures: Measures,
  left: Stack,
  right: Stack,
): Layout {
  const between = left.height > 0 ? measures.gap : 0;
  const height = left.height + between + right.height;
  return finished(topology, {
    width,
    height,
    measures,
    parts: [left, moved(right, left.height + between)],
  });
}

function finished(
  topology: Topology,
  {
    width,
    height,
    measures,
    parts,
  }: { width: number; height: number; measures: Measures; parts: readonly Stack[] },
): Layout {
  const accounts = parts.flatMap((part) => part.accounts);
  const nodes = accounts.flatMap((account) => account.nodes);
  const at = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const { radius, column } = measures;
  const links = topology.links.flatMap(({ from, to }) => {
    const [start, end] = [at.get(from), at.get(to)];
    return start && end ? [{ from, to, path: pathOf(start, end, radius) }] : [];
  });
  return { width, height, radius, column, accounts, nodes, links };
}

function stacked(
  accounts: readonly TopologyAccount[],
  x: number,
  width: number,
  measures: Measures,
): Stack {
  let y = 0;
  const placed = accounts.map((account) => {
    const one = placedAccount(account, { x, y, width }, measures);
    y += one.box.height + measures.gap;
    return one;
  });
  return { accounts: placed, height: Math.max(0, y - measures.gap) };
}

function placedAccount(
  account: TopologyAccount,
  { x, y, width }: Omit<Box, 'height'>,
  { row, head, radius }: Measures,
): Stack['accounts'][number] {
  const kinds = kindsOf(account);
  const column = width / kinds.length;
  const rows = Math.max(...kinds.map((kind) => ofKind(account, kind).length));
  const height = head + rows * row + 8;
  const nodes = kinds.flatMap((kind, index) => {
    const own = ofKind(account, kind);
    const top = y + head + ((rows - own.length) * row) / 2;
    return own.map((node, at) => ({
      node,
      x: x + (index + 0.5) * column,
      y: top + at * row + radius + 12,
    }));
  });
  const box = { x, y, width, height };
  return { account, box, nodes, network: networkOf(nodes, box, column, head) };
}

function networkOf(
  nodes: readonly PlacedNode[],
  box: Box,
  column: number,
  head: number,
): Box | undefined {
  const inside = nodes.filter(({ node }) => node.inVpc).map(({ x }) => x);
  if (inside.length === 0) return undefined;
  const first = Math.min(...inside) - column / 2 + 8;
  const last = Math.max(...inside) + column / 2 - 8;
  return { x: first, y: box.y + head - 16, width: last - first, height: box.height - head + 6 };
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

function moved({ accounts, height }: Stack, by: number): Stack {
  const down = <Value extends { readonly y: number }>(value: Value) => ({
    ...value,
    y: value.y + by,
  });
  return {
    height,
    accounts: accounts.map(({ account, box, network, nodes }) => ({
      account,
      box: down(box),
      network: network && down(network),
      nodes: nodes.map(down),
    })),
  };
}

/** Along the picture's grid, with round corners; to an account below, around the right-hand side. */
function pathOf(from: PlacedNode, to: PlacedNode, radius: number): string {
  const [x1, y1] = [from.x + radius, from.y];
  const [x2, y2] = [to.x - radius, to.y];
  if (x2 > x1 + 8) return elbow(x1, y1, (x1 + x2) / 2, x2, y2);
  const middle = (from.y + to.y) / 2;
  const below = from.y + radius + 44;
  return `M${from.x} ${below} V${Math.max(below, middle)} H${to.x - radius - 14} V${to.y} H${x2}`;
}

function elbow(x1: number, y1: number, middle: number, x2: number, y2: number): string {
  if (Math.abs(y2 - y1) < 1) return `M${x1} ${y1} H${x2}`;
  const round = Math.min(8, Math.abs(y2 - y1) / 2, (x2 - x1) / 2);
  const down = y2 > y1 ? round : -round;
  return (
    `M${x1} ${y1} H${middle - round} Q${middle} ${y1} ${middle} ${y1 + down} ` +
    `V${y2 - down} Q${middle} ${y2} ${middle + round} ${y2} H${x2}`
  );
}
