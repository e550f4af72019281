/** The diagram of the deployed resources, with requests animated along its links. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RequestSummary, Topology, TopologyNode } from '@sandbox/front-doors/console/wire';
import { duration, requestParts } from '../model/format';
import { layoutOf, type Layout, type PlacedAccount, type PlacedNode } from '../model/layout';
import { linkTo } from '../model/router';
import { store } from '../model/store';
import { requestPath, type Stop } from '../model/request-path';
import { Glyph } from './icon';
import { RequestDots } from './request-dots';

interface Props {
  readonly topology: Topology;
  /** The request whose path is highlighted. */
  readonly request: RequestSummary | undefined;
}

export function Architecture({ topology, request }: Props) {
  const [frame, width] = useWidth();
  const layout = useMemo(() => layoutOf(topology, width), [topology, width]);
  const stops = useMemo(() => (request ? requestPath(request, topology) : []), [request, topology]);
  const moving = useRequestDots(topology, layout);
  return (
    <div class={layout.radius > 20 ? 'diagram' : 'diagram small'} ref={frame}>
      <svg
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={layout.width}
        height={layout.height}
        role="group"
        aria-label="Architecture"
      >
        {layout.accounts.map((placed) => (
          <Account key={placed.account.id} placed={placed} />
        ))}
        <Links layout={layout} stops={stops} />
        <g ref={moving} aria-hidden="true" />
        {layout.nodes.map((placed) => (
          <Node
            key={placed.node.id}
            placed={placed}
            layout={layout}
            stop={stops.find(({ nodeId }) => nodeId === placed.node.id)}
            stacks={
              topology.accounts.find(({ nodes }) => nodes.includes(placed.node))?.stacks ?? []
            }
          />
        ))}
      </svg>
      {request && <p class="visually-hidden">{wayInWords(request, stops, topology)}</p>}
    </div>
  );
}

/** The text alternative of the highlighted path. */
function wayInWords(
  { request, status }: RequestSummary,
  stops: readonly Stop[],
  topology: Topology,
): string {
  const nodes = topology.accounts.flatMap((account) => account.nodes);
  const names = stops.map(({ nodeId, ms, isRefused }) => {
    const label = nodes.find(({ id }) => id === nodeId)?.label ?? '';
    return isRefused ? `refused at ${label}` : `${label} ${duration(ms)}`;
  });
  return `${request} returned ${status ?? 'nothing'}: ${names.join(', ')}`;
}

function Account({ placed: { account, box, network } }: { readonly placed: PlacedAccount }) {
  const badges = account.badges.map(({ label }) => label);
  return (
    <g class="account">
      <rect {...box} rx="14" class="account-box" />
      <text x={box.x + 16} y={box.y + 24} class="account-name">
        {cut(account.stacks.join(', '), box.width - 132, 7.6)}
      </text>
      <text x={box.x + box.width - 16} y={box.y + 24} class="account-id" text-anchor="end">
        {account.id}
      </text>
      {badges.length > 0 && <title>{`Also: ${badges.join(', ')}`}</title>}
      {network && (
        <>
          <rect {...network} rx="10" class="network-box" />
          <text x={network.x + 10} y={network.y + 14} class="network-name">
            VPC
          </text>
        </>
      )}
    </g>
  );
}

function Links({ layout, stops }: { readonly layout: Layout; readonly stops: readonly Stop[] }) {
  const passed = new Set(
    stops.slice(1).map(({ nodeId }, index) => `${stops[index]?.nodeId ?? ''} ${nodeId}`),
  );
  return (
    <g class="links">
      {layout.links.map(({ from, to, path }) => (
        <path
          key={`${from} ${to}`}
          d={path}
          class={passed.has(`${from} ${to}`) ? 'link passed' : 'link'}
          data-link={`${from} ${to}`}
        />
      ))}
    </g>
  );
}

interface NodeProps {
  readonly placed: PlacedNode;
  readonly layout: Layout;
  readonly stop: Stop | undefined;
  readonly stacks: readonly string[];
}

function Node({ placed: { node, x, y }, layout: { radius, column }, stop, stacks }: NodeProps) {
  const mark = stop ? (stop.isRefused ? ' refused' : ' passed') : '';
  const took = stop && node.kind !== 'client' ? duration(stop.ms) : '';
  const drawn = (
    <g transform={`translate(${x} ${y})`} class={`node ${node.kind}${mark}`}>
      <title>{[node.label, node.detail, node.constructPath].filter(Boolean).join(' · ')}</title>
      <rect x={-radius} y={-radius} width={2 * radius} height={2 * radius} rx={radius / 2.4} />
      <Glyph kind={node.kind} size={radius * 1.16} />
      <text y={radius + 15} class="node-label">
        {cut(node.label, column - 8, radius > 20 ? 6.9 : 5.9)}
      </text>
      <text y={radius + 28} class="node-detail">
        {cut(node.detail, column - 12, radius > 20 ? 6 : 5.1)}
      </text>
      {took !== '' && <Badge text={stop?.isRefused ? 'refused' : took} radius={radius} />}
    </g>
  );
  const href = linkOf(node, stacks);
  return href === undefined ? drawn : <a href={href}>{drawn}</a>;
}

/** Shows the time of the request at a node, or that it was refused there. */
function Badge({ text, radius }: { readonly text: string; readonly radius: number }) {
  const width = text.length * 6.2 + 12;
  return (
    <g class="node-time" transform={`translate(0 ${-radius - 9})`}>
      <rect x={-width / 2} y="-8" width={width} height="16" rx="8" />
      <text y="3.6">{text}</text>
    </g>
  );
}

function linkOf(
  { id, constructPath }: TopologyNode,
  stacks: readonly string[],
): string | undefined {
  const stack = stacks.find((name) => constructPath.startsWith(`${name}/`)) ?? stacks[0];
  if (constructPath === '' || stack === undefined) return undefined;
  return linkTo('stacks', id.split('/')[0] ?? '', stack, constructPath);
}

/** Returns the text, shortened with an ellipsis if it does not fit. */
function cut(text: string, width: number, letter = 6.4): string {
  const letters = Math.floor(width / letter);
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => setWidth(Math.max(300, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}

/** Animates each request that completes from now on along its path through the diagram. */
function useRequestDots(topology: Topology, layout: Layout) {
  const layer = useRef<SVGGElement>(null);
  const dots = useRef<RequestDots | undefined>(undefined);
  useEffect(() => {
    if (!layer.current) return undefined;
    dots.current = new RequestDots(layer.current);
    return () => dots.current?.stop();
  }, []);
  useEffect(
    () =>
      store.onRequests((requests) => {
        for (const request of requests) {
          const stops = requestPath(request, topology);
          dots.current?.animate(stops, layout, requestParts(request.request).method);
        }
      }),
    [topology, layout],
  );
  return layer;
}
