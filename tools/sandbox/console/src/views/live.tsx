/** The live view: the diagram, the latest requests, and the details of one. */
import { useState } from 'preact/hooks';
import { Architecture } from '../parts/architecture';
import { Card, Tabs } from '../parts/basics';
import { Caption } from '../parts/caption';
import { RequestDetail } from '../parts/request-detail';
import { RequestList } from '../parts/request-list';
import { counted } from '../model/format';
import { useStore } from '../model/store';

type Shown = 'all' | 'refused';

const SHOWN = [
  { id: 'all', title: 'All' },
  { id: 'refused', title: 'Refused' },
] as const;

/** @param selected the ID of the request in the URL. */
export function Live({ selected }: { readonly selected: string | undefined }) {
  const topology = useStore((state) => state.topology);
  const requests = useStore((state) => state.requests);
  const dropped = useStore((state) => state.dropped);
  const [shown, setShown] = useState<Shown>('all');
  const listed =
    shown === 'all' ? requests : requests.filter(({ outcome }) => outcome === 'refused');
  const [newest] = listed;
  const current =
    selected === undefined ? newest : requests.find(({ requestId }) => requestId === selected);
  const isPinned = selected !== undefined;
  const select = (requestId: string) => {
    location.hash = `#/live/${requestId}`;
  };
  return (
    <div class="live">
      <Card class="diagram-card">
        <Caption request={current} />
        <Architecture topology={topology} request={current} />
      </Card>
      <Card
        title="Requests"
        class="list-card"
        aside={<Tabs label="Filter requests" tabs={SHOWN} current={shown} onChange={setShown} />}
      >
        <RequestList requests={listed} selected={current?.requestId} onSelect={select} />
        {dropped > 0 && (
          <p class="muted more">{counted(dropped, 'more request')} came too fast to be listed</p>
        )}
      </Card>
      <Card
        title={isPinned ? 'Request' : 'Newest request'}
        class="detail-card"
        aside={isPinned && <a href="#/live">Follow the newest</a>}
      >
        <RequestDetail requestId={selected ?? current?.requestId} />
      </Card>
    </div>
  );
}
