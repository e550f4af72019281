/** The icons of the diagram, one for each kind of node, in a square of 24 units. */
import type { NodeKind } from '@sandbox/front-doors/console/wire';

const GLYPHS: Readonly<Record<NodeKind, readonly string[]>> = {
  client: ['M4 5.5h16v10H4z', 'M9 19.5h6', 'M12 15.5v4'],
  'load-balancer': [
    'M12 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
    'M12 9.5v4.5M5 18.5v-2.2A2.3 2.3 0 0 1 7.3 14h9.4a2.3 2.3 0 0 1 2.3 2.3v2.2',
    'M5 20.5v.01M12 14v6.5M19 20.5v.01',
  ],
  endpoint: ['M8.5 4h7l4.5 4.5v7L15.5 20h-7L4 15.5v-7z', 'M9.5 8.5v7M14.5 8.5v7M9.5 12h5'],
  api: ['M8 6.5 3.5 12 8 17.5', 'M16 6.5 20.5 12 16 17.5', 'M13.7 5 10.3 19'],
  function: ['M6.5 4.5h4l7 15h3', 'M11.3 10.5 6.5 19.5'],
  'gateway-endpoint': [
    'M12 3.5 19 6v5.5c0 4.5-3 7.6-7 9-4-1.4-7-4.5-7-9V6z',
    'M8.5 12h6.5M12.5 9l3 3-3 3',
  ],
  table: [
    'M5 6.2C5 4.7 8.1 3.5 12 3.5s7 1.2 7 2.7v11.6c0 1.5-3.1 2.7-7 2.7s-7-1.2-7-2.7z',
    'M5 6.2c0 1.5 3.1 2.7 7 2.7s7-1.2 7-2.7M5 12c0 1.5 3.1 2.7 7 2.7s7-1.2 7-2.7',
  ],
};

/** @param size the size of the square in pixels. */
export function Glyph({ kind, size }: { readonly kind: NodeKind; readonly size: number }) {
  const scale = size / 24;
  return (
    <g class="glyph" transform={`translate(${-size / 2} ${-size / 2}) scale(${scale})`}>
      {GLYPHS[kind].map((path) => (
        <path key={path} d={path} />
      ))}
    </g>
  );
}
