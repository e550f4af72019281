import { Trace } from '@sandbox/kernel/trace';
import {
  passed,
  passedUntraced,
  refused,
  refusedByRule,
  unanswered,
  Pipeline,
  type Step,
} from './pipeline';

interface Start {
  readonly host: string;
}

const start = () => Pipeline.from<Start, string>();
const found = ({ host }: Start) => passed({ address: `address of ${host}` }, 'found');
const reached = ({ address }: { readonly address: string }): Step<{ port: number }, string> =>
  passed({ port: address.length }, `reached ${address}`, {
    kind: 'rule',
    rule: 'open',
    constructPaths: ['group'],
  });
const closed = (): Step<object, string> => refusedByRule('closed', 'no rule', ['group']);
const lost = (): Step<object, string> => unanswered('dropped');

async function along<Context>(pipeline: Pipeline<Start, Context, string>) {
  const trace = new Trace('a request');
  const ended = await pipeline.run({ host: 'orders' }, trace);
  const lines = trace.describe().hops.map(({ name, outcome, detail }) => [name, outcome, detail]);
  return { ended, lines, trace };
}

describe('a request pipeline', () => {
  it('runs hop by hop over one context, and writes the trace in order', async () => {
    const { ended, lines, trace } = await along(
      start()
        .hop('Route 53', found)
        .hop('throttling', () => passedUntraced({ host: 'replaced' }))
        .hop('security group', (context: { readonly address: string }) => reached(context)),
    );
    const context = { host: 'replaced', address: 'address of orders', port: 17 };
    expect(ended).toEqual({ outcome: 'passed', context });
    expect(lines).toEqual([
      ['Route 53', 'passed', 'found'],
      ['security group', 'passed', 'reached address of orders'],
    ]);
    expect(trace.describe().hops[1]?.decision).toMatchObject({ constructPaths: ['group'] });
  });

  it.each([
    ['refusing', closed, { outcome: 'refused', refusal: 'closed' }, 'no rule'],
    ['dropping', lost, { outcome: 'unanswered' }, 'dropped'],
  ])('ends at a %s hop', async (_name, judge, outcome, detail) => {
    const after = jest.fn(() => refused('never', 'never'));
    const { ended, lines, trace } = await along(
      start().hop('Route 53', found).hop('method', judge).hop('integration', after).action(after),
    );
    expect(ended).toMatchObject(outcome);
    expect(after).not.toHaveBeenCalled();
    expect(lines.slice(1)).toEqual([['method', 'refused', detail]]);
    expect(trace.refusal?.name).toBe('method');
  });

  it.each([
    ['orders', 17],
    ['other', 0],
  ])('takes one of two branches to %s, and continues after them', async (host, port) => {
    const pipeline = start()
      .branch<{ readonly port: number }>(
        (context) => context.host === host,
        start().hop('Route 53', found).hop('security group', reached),
        start().hop('Route 53', () => passedUntraced({ port: 0 })),
      )
      .action((context) => ({ seen: context.port }));
    expect((await along(pipeline)).ended).toMatchObject({ context: { port, seen: port } });
  });

  it('translates the refusals of an embedded pipeline, with the context before it', async () => {
    const inner = Pipeline.from<{ readonly address: string }, number>().hop('method', () =>
      refused(404, 'no such method'),
    );
    const pipeline = start()
      .hop('Route 53', found)
      .through(inner, (status, { address }) => `${status} at ${address}`);
    const { ended, lines } = await along(pipeline);
    expect(ended).toEqual({ outcome: 'refused', refusal: '404 at address of orders' });
    expect(lines.at(-1)).toEqual(['method', 'refused', 'no such method']);
  });

  it('does not translate a success or a drop of an embedded pipeline', async () => {
    const translate = jest.fn(() => 'translated');
    const inner = Pipeline.from<Start, number>().hop('Route 53', found);
    const through = await along(start().through(inner, translate));
    expect(through.ended).toMatchObject({ context: { address: 'address of orders' } });
    const dropping = inner.hop('method', () => unanswered('dropped'));
    const dropped = await along(start().through(dropping, translate));
    expect(dropped.ended).toMatchObject({ outcome: 'unanswered' });
    expect(translate).not.toHaveBeenCalled();
  });

  it('rethrows an internal error', async () => {
    const pipeline = start().hop('method', () => {
      throw new Error('a defect');
    });
    await expect(along(pipeline)).rejects.toThrow('a defect');
  });

  it('rejects at compile time a hop whose input no earlier hop adds', () => {
    // @ts-expect-error no earlier hop adds the address
    start().hop('security group', reached);
    // @ts-expect-error a number is not a refusal of this pipeline
    start().hop('method', () => refused(404, 'no such method'));
    expect(start().hop('Route 53', found).hop('security group', reached)).toBeInstanceOf(Pipeline);
  });
});
