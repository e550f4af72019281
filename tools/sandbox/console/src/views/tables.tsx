/** The tables with their items, in pages. */
import { useState } from 'preact/hooks';
import type { ItemPage, TableInfo } from '@sandbox/front-doors/console/wire';
import { Card, Empty, Load } from '../parts/basics';
import { linkTo } from '../model/router';
import { useServer } from '../model/server';

export function Tables({ path: [account, name] }: { readonly path: readonly string[] }) {
  const loaded = useServer<readonly TableInfo[]>('/tables');
  return (
    <Load of={loaded}>
      {(tables) => {
        const current =
          tables.find((one) => one.account === account && one.name === name) ?? tables[0];
        if (!current) {
          return (
            <Card>
              <Empty title="No table is deployed" />
            </Card>
          );
        }
        return (
          <div class="columns side">
            <Card title="Tables" class="list-card">
              <ul class="links-list">
                {tables.map((table) => (
                  <li key={table.name}>
                    <a
                      href={linkTo('tables', table.account, table.name)}
                      aria-current={table === current ? 'true' : undefined}
                    >
                      <span class="link-title">{titleOf(table)}</span>
                      <span class="muted">
                        {table.account} · key {table.key.join(', ')}
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </Card>
            <Items key={current.name} table={current} />
          </div>
        );
      }}
    </Load>
  );
}

/** Returns the name of a table in the CDK code. */
function titleOf({ constructPath, name }: TableInfo): string {
  return constructPath.replace(/(\/Table)?\/Resource$/, '') || name;
}

function Items({ table }: { readonly table: TableInfo }) {
  const [starts, setStarts] = useState<readonly string[]>([]);
  const start = starts.at(-1);
  const query = new URLSearchParams({
    account: table.account,
    table: table.name,
    ...(start !== undefined && { start }),
  });
  const loaded = useServer<ItemPage>(`/items?${query.toString()}`, { every: 5_000 });
  return (
    <Card title={titleOf(table)}>
      <p class="muted">
        <code>{table.name}</code>
        {table.indexes.length > 0 && ` · indexes ${table.indexes.join(', ')}`}
      </p>
      <Load of={loaded}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Empty title="No items">
                Place an order under <a href="#/orders">Orders</a>.
              </Empty>
            ) : (
              <ItemTable items={items} keys={table.key} />
            )}
            <p class="pages">
              <button
                type="button"
                disabled={starts.length === 0}
                onClick={() => setStarts(starts.slice(0, -1))}
              >
                Previous page
              </button>
              <button
                type="button"
                disabled={next === undefined}
                onClick={() => next !== undefined && setStarts([...starts, next])}
              >
                Next page
              </button>
            </p>
          </>
        )}
      </Load>
    </Card>
  );
}

/** A table of items, key attributes first. */
function ItemTable({
  items,
  keys,
}: {
  readonly items: ItemPage['items'];
  readonly keys: readonly string[];
}) {
  const names = [...new Set([...keys, ...items.flatMap((item) => Object.keys(item))])];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Items">
      <table>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={index}>
              {names.map((name) => (
                <td key={name}>{plain(item[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Returns a string or a number without its type, and other attribute values as JSON. */
function plain(attribute: unknown): string {
  if (attribute === undefined) return '';
  const [[type = '', value] = []] = Object.entries(Object(attribute) as object) as [
    string,
    unknown,
  ][];
  return (type === 'S' || type === 'N') && typeof value === 'string'
    ? value
    : JSON.stringify(attribute);
}
