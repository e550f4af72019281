/** The frame of all views: the navigation, and the state of the connection to the sandbox. */
import { useEffect } from 'preact/hooks';
import { useRoute, linkTo, type Route } from './model/router';
import { useStore } from './model/store';
import { ApiPage } from './views/api-page';
import { Calls } from './views/calls';
import { Events } from './views/events';
import { Functions } from './views/functions';
import { Live } from './views/live';
import { Metrics } from './views/metrics';
import { Orders } from './views/orders';
import { Stacks } from './views/stacks';
import { Tables } from './views/tables';

const VIEWS = [
  { id: 'live', title: 'Live' },
  { id: 'orders', title: 'Orders' },
  { id: 'stacks', title: 'Stacks' },
  { id: 'functions', title: 'Functions' },
  { id: 'tables', title: 'Tables' },
  { id: 'metrics', title: 'Metrics' },
  { id: 'calls', title: 'AWS calls' },
  { id: 'events', title: 'Deployments' },
  { id: 'api', title: 'API' },
] as const;

export function App() {
  const place = useRoute();
  const title = VIEWS.find(({ id }) => id === place.view)?.title ?? 'Not found';
  useEffect(() => {
    document.title = `${title} · Sandbox console`;
  }, [title]);
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="#/live">
          <span class="brand-mark" aria-hidden="true" />
          Sandbox
        </a>
        <nav aria-label="Views">
          <ul>
            {VIEWS.map(({ id, title: name }) => (
              <li key={id}>
                <a href={linkTo(id)} aria-current={id === place.view ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <ConnectionState />
      </header>
      <main id="main" tabIndex={-1}>
        <h1 class="visually-hidden">{title}</h1>
        <View place={place} />
      </main>
    </div>
  );
}

/** The URL fragment selects the view, so the skip link can't be a fragment link. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function View({ place: { view, path } }: { readonly place: Route }) {
  switch (view) {
    case 'live':
      return <Live selected={path[0]} />;
    case 'orders':
      return <Orders path={path} />;
    case 'stacks':
      return <Stacks path={path} />;
    case 'functions':
      return <Functions path={path} />;
    case 'tables':
      return <Tables path={path} />;
    case 'metrics':
      return <Metrics />;
    case 'calls':
      return <Calls />;
    case 'events':
      return <Events />;
    case 'api':
      return <ApiPage path={path} />;
    default:
      return (
        <p class="failure" role="alert">
          There is no view “{view}”. <a href="#/live">Go to Live</a>
        </p>
      );
  }
}

const WORDS = { connecting: 'Connecting', open: 'Live', lost: 'Reconnecting' } as const;

function ConnectionState() {
  const connection = useStore((state) => state.connection);
  return (
    <p class={`connection ${connection}`} role="status">
      {WORDS[connection]}
    </p>
  );
}
