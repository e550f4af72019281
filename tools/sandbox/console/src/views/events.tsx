/** Deployments, reloads and other events apart from requests, as they happen. */
import { Card, Empty, StatusTag } from '../parts/basics';
import { clock } from '../model/format';
import { useStore } from '../model/store';

export function Events() {
  const activity = useStore((state) => state.activity);
  return (
    <Card title="Deployments and reloads">
      {activity.length === 0 ? (
        <Empty title="Nothing has happened since the start">
          Save a source file, or deploy a stack: each step shows up here.
        </Empty>
      ) : (
        <ol class="activity">
          {activity.map(({ id, at, kind, text, status }) => (
            <li key={id} class={kind}>
              <time dateTime={at}>{clock(at)}</time>
              {status === undefined ? (
                <span class="tag plain">note</span>
              ) : (
                <StatusTag status={status} />
              )}
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
