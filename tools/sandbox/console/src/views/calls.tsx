/** The last AWS API calls: by functions, by custom resources, and by clients with the endpoint. */
import type { AwsCalls } from '@sandbox/front-doors/console/wire';
import { Card, Empty, Load, StatusTag } from '../parts/basics';
import { clock, duration } from '../model/format';
import { linkTo } from '../model/router';
import { useServer } from '../model/server';
import { useStore } from '../model/store';

export function Calls() {
  const loaded = useServer<AwsCalls>('/calls', { every: 2_000 });
  const endpoint = useStore((state) => state.addresses.awsEndpoint);
  return (
    <Card title="AWS API calls" aside={<code class="muted">{endpoint}</code>}>
      <Load of={loaded}>
        {(calls) =>
          calls.length === 0 ? (
            <Empty title="No call yet">
              Each call of the AWS SDK or CLI to this endpoint shows up here.
            </Empty>
          ) : (
            <div class="scroll" tabIndex={0} role="region" aria-label="Calls">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Time</th>
                    <th scope="col">Status</th>
                    <th scope="col">Call</th>
                    <th scope="col">By</th>
                    <th scope="col">Duration</th>
                  </tr>
                </thead>
                <tbody>
                  {calls.map((call) => (
                    <tr key={call.requestId}>
                      <td>{clock(call.startedAt)}</td>
                      <td>
                        <StatusTag status={call.status} isRefused={call.outcome === 'refused'} />
                      </td>
                      <td>
                        <a href={linkTo('live', call.requestId)}>{call.request}</a>
                      </td>
                      <td class="break">{call.caller ?? 'unknown'}</td>
                      <td>{duration(call.ms)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Load>
    </Card>
  );
}
