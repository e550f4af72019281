/** Calls of the deployed APIs: a form for each method, generated from its model and parameters. */
import { useState } from 'preact/hooks';
import type { ApiInfo, ApiMethod, RequestDetail } from '@sandbox/front-doors/console/wire';
import { Card, Empty, Load, Tabs } from '../parts/basics';
import { MethodForm } from '../parts/method-form';
import { RawForm } from '../parts/raw-form';
import { requestOf } from '../parts/request-detail';
import { useServer } from '../model/server';
import { useStore } from '../model/store';

export function Orders({ path: [action, id] }: { readonly path: readonly string[] }) {
  const topology = useStore((state) => state.topology);
  const apis = useServer<readonly ApiInfo[]>('/apis', { version: topology });
  if (action === 'replay' && id !== undefined) return <ReplayEdited requestId={id} />;
  return (
    <Load of={apis}>
      {(all) => {
        const reached = all.filter(({ locations }) => locations.length > 0);
        return reached.length > 0 ? <Services apis={reached} /> : <NoApi apis={all} />;
      }}
    </Load>
  );
}

function NoApi({ apis }: { readonly apis: readonly ApiInfo[] }) {
  return (
    <Card>
      <Empty title="No API is reachable">
        {apis.length === 0
          ? 'No stack has a REST API.'
          : apis
              .map(({ constructPath, unreachable }) => `${constructPath}: ${unreachable ?? ''}`)
              .join('; ')}
      </Empty>
    </Card>
  );
}

function Services({ apis }: { readonly apis: readonly ApiInfo[] }) {
  const [current, setCurrent] = useState(apis[0]?.constructPath ?? '');
  const api = apis.find(({ constructPath }) => constructPath === current) ?? apis[0];
  if (!api) return null;
  return (
    <>
      <Tabs
        label="Service"
        tabs={apis.map(({ constructPath, locations }) => ({
          id: constructPath,
          title: locations[0]?.host ?? constructPath,
        }))}
        current={api.constructPath}
        onChange={setCurrent}
      />
      <div class="methods">
        {api.methods.map((method) => (
          <Card
            key={`${api.constructPath} ${keyOf(method)}`}
            title={titleOf(method)}
            class="method-card"
          >
            <MethodForm api={api} method={method} />
          </Card>
        ))}
      </div>
    </>
  );
}

function keyOf({ httpMethod, path }: ApiMethod): string {
  return `${httpMethod} ${path}`;
}

function titleOf({ httpMethod, path }: ApiMethod): string {
  return `${httpMethod} ${path}`;
}

function ReplayEdited({ requestId }: { readonly requestId: string }) {
  const loaded = useServer<RequestDetail>(`/requests/${requestId}`);
  return (
    <Card title="Edit and resend" aside={<a href={`#/live/${requestId}`}>Original request</a>}>
      <Load of={loaded}>
        {({ exchange }) =>
          exchange ? (
            <RawForm request={requestOf(exchange)} />
          ) : (
            <Empty title="Not available">The request is no longer recorded.</Empty>
          )
        }
      </Load>
    </Card>
  );
}
