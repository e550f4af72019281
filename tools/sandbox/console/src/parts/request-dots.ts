/**
 * Dots that move along the paths of requests. Each takes about a second, regardless of the request's duration.
 * At most {@link MAX_MOVING} move at once, so that a busy sandbox does not slow the page down.
 */
import type { Layout } from '../model/layout';
import type { Stop } from '../model/request-path';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** The maximum number of moving dots. */
const MAX_MOVING = 12;

/** Milliseconds along one link. */
const PER_LINK = 260;

/** Milliseconds that the dot of a refused request stays visible where it stopped. */
const STOPPED = 1800;

interface MovingDot {
  readonly dot: SVGCircleElement;
  readonly links: readonly SVGPathElement[];
  readonly isRefused: boolean;
  readonly startedAt: number;
}

export class RequestDots {
  private readonly moving = new Set<MovingDot>();
  private frame: number | undefined;

  /** @param layer the SVG element for the dots, above the links. */
  constructor(private readonly layer: SVGGElement) {}

  animate(stops: readonly Stop[], layout: Layout, method: string): void {
    if (this.moving.size >= MAX_MOVING || document.hidden || prefersStillness()) return;
    const links = this.linksOf(stops, layout);
    if (links.length === 0) return;
    const isRefused = stops.some((stop) => stop.isRefused);
    const dot = document.createElementNS(NAMESPACE, 'circle');
    dot.setAttribute('r', '5.5');
    dot.setAttribute('class', `request-dot ${method.toLowerCase()}`);
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
    for (const moving of this.moving) this.move(moving, now);
    this.frame =
      this.moving.size > 0 ? requestAnimationFrame((later) => this.draw(later)) : undefined;
  }

  private move(moving: MovingDot, now: number): void {
    const { dot, links, isRefused, startedAt } = moving;
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
    this.moving.delete(moving);
  }
}

function eased(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
