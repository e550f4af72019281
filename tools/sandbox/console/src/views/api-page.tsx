/** The OpenAPI document of a service in Swagger UI, which is loaded only by this view. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiInfo } from '@sandbox/front-doors/console/wire';
import scriptUrl from 'swagger-ui-dist/swagger-ui-bundle.js?url';
import styleUrl from 'swagger-ui-dist/swagger-ui.css?url';
import { Card, Empty, Load, Tabs } from '../parts/basics';
import { fetchJson, useServer } from '../model/server';
import { linkTo } from '../model/router';

interface SwaggerOptions {
  readonly domNode: HTMLElement;
  readonly spec: unknown;
  readonly supportedSubmitMethods: readonly string[];
  readonly validatorUrl: null;
  readonly deepLinking: boolean;
}

declare global {
  interface Window {
    SwaggerUIBundle?: (options: SwaggerOptions) => unknown;
  }
}

export function ApiPage({ path: [name] }: { readonly path: readonly string[] }) {
  const loaded = useServer<readonly ApiInfo[]>('/apis');
  return (
    <Load of={loaded}>
      {(apis) => {
        const api = apis.find(({ stack }) => stack === name) ?? apis[0];
        if (!api) {
          return (
            <Card>
              <Empty title="No stack has a REST API" />
            </Card>
          );
        }
        return (
          <>
            <Tabs
              label="API"
              tabs={apis.map(({ stack }) => ({ id: stack, title: stack }))}
              current={api.stack}
              onChange={(stack) => {
                location.hash = linkTo('api', stack);
              }}
            />
            <Card>
              {!api.hasDocument && (
                <p class="muted">
                  Nobody wrote an OpenAPI document: this one is made of the deployed methods and
                  models.
                </p>
              )}
              <Viewer key={api.constructPath} api={api} />
            </Card>
          </>
        );
      }}
    </Load>
  );
}

function Viewer({ api }: { readonly api: ApiInfo }) {
  const frame = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const observer = new MutationObserver(() => mended(frame.current));
    if (frame.current) observer.observe(frame.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const show = async () => {
      const [spec] = await Promise.all([
        fetchJson<unknown>(`/openapi?api=${encodeURIComponent(api.constructPath)}`),
        loadViewer(),
      ]);
      if (!frame.current) return;
      window.SwaggerUIBundle?.({
        domNode: frame.current,
        spec,
        // Requests are sent from the Orders view, since browsers do not trust the sandbox's
        // certificate authority.
        supportedSubmitMethods: [],
        validatorUrl: null,
        deepLinking: false,
      });
    };
    show().catch((error: unknown) => setProblem((error as Error).message));
  }, [api.constructPath]);
  return problem === '' ? <div ref={frame} class="viewer" /> : <p class="failure">{problem}</p>;
}

/**
 * Adapts Swagger UI, which assumes that it is the whole page, and has a select element without a
 * label.
 */
function mended(frame: HTMLElement | null): void {
  frame?.querySelector('main')?.setAttribute('role', 'group');
  frame?.querySelector('select#servers')?.setAttribute('aria-label', 'Server');
}

let viewer: Promise<void> | undefined;

function loadViewer(): Promise<void> {
  viewer ??= new Promise((resolve, reject) => {
    const style = document.createElement('link');
    Object.assign(style, { rel: 'stylesheet', href: styleUrl });
    const script = document.createElement('script');
    Object.assign(script, { src: scriptUrl });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error('The viewer could not be loaded')));
    document.head.append(style, script);
  });
  return viewer;
}
