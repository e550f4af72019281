/**
 * Dots that go the way of requests. Each takes about a second, whatever the request took; where there
 * are many, most are only counted, so that a busy sandbox does not slow the page down.
 */
import type { Layout } from '../model/layout';
import type { Stop } from '../model/way';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Dots that move at once. */
const MAX_MOVING = 12;

/** Milliseconds along one link. */
const PER_LINK = 260;

/** Milliseconds that a refused one is seen where it stopped. */
const STOPPED = 1800;

interface Traveller {
  readonly dot: SVGCircleElement;
  readonly links: readonly SVGPathElement[];
  readonly isRefused: boolean;
  readonly startedAt: number;
}

export class Travellers {
  private readonly moving = new Set<Traveller>();
  private frame: number | undefined;

  /** @param layer where the dots are drawn, above the links. */
  constructor(private readonly layer: SVGGElement) {}

  travel(stops: readonly Stop[], layout: Layout, method: string): void {
    if (this.moving.size >= MAX_MOVING || document.hidden || prefersStillness()) return;
    const links = this.linksOf(stops, layout);
    if (links.length === 0) return;
    const isRefused = stops.some((stop) => stop.isRefused);
    const dot = document.createElementNS(NAMESPACE, 'circle');
    dot.setAttribute('r', '5.5');
    dot.setAttribute('class', `traveller ${method.toLowerCase()}`);
    this.layer.append(dot);
    this.moving.add({ dot, links, isRefused, startedAt: performance.now() });
    this.frame ??= requestAnimationFrame((now) => this.draw(now));
  }

  stop(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.moving.clear();
    this.layer.replaceChildren();
  }

  private linksOf(stops: readonly Stop[], { links }: Layout): readonly SVGPathElement[] {
    const drawn = this.layer.ownerSVGElement?.querySelectorAll<SVGPathElement>('path[data-link]');
    const byName = new Map([...(drawn ?? [])].map((path) => [path.dataset['link'], path]));
    return stops.slice(1).flatMap(({ nodeId }, index) => {
      const from = stops[index]?.nodeId;
      const isLink = links.some((link) => link.from === from && link.to === nodeId);
      return (isLink && byName.get(`${from ?? ''} ${nodeId}`)) || [];
    });
  }

  private draw(now: number): void {
    for (const traveller of this.moving) this.move(traveller, now);
    this.frame =
      this.moving.size > 0 ? requestAnimationFrame((later) => this.draw(later)) : undefined;
  }

  private move(traveller: Traveller, now: number): void {
    const { dot, links, isRefused, startedAt } = traveller;
    const passed = Math.max(0, (now - startedAt) / PER_LINK);
    const index = Math.min(Math.floor(passed), links.length - 1);
    const link = links[index];
    if (!link) return;
    const share = Math.min(1, passed - index);
    const { x, y } = link.getPointAtLength(link.getTotalLength() * eased(share));
    dot.setAttribute('cx', x.toFixed(1));
    dot.setAttribute('cy', y.toFixed(1));
    if (passed < links.length) return;
    if (isRefused) dot.classList.add('refused');
    const over = now - startedAt - links.length * PER_LINK;
    if (over < (isRefused ? STOPPED : 0)) return;
    dot.remove();
    this.moving.delete(traveller);
  }
}

function eased(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
