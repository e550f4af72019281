/**
 * The consumer's list of services changes: each change is an update of the stack that runs. CloudFormation
 * creates what is new before it deletes what is old, so that nothing new may need what the old still has.
 */
import { Story } from './story';
import { consumerAssembly } from './synthesis';

const CONSUMER = 'consumer-infra-sandbox';

/** What a stage of the consumer says of a service. */
interface Row {
  readonly name: string;
  readonly priority: number;
}

type Change = (rows: readonly Row[]) => object;

/** Each with what a caller of the food service gets afterwards, under the name that it had. */
const changes: readonly (readonly [string, number, Change])[] = [
  ['reordered services', 200, (rows) => ({ services: rows.toReversed() })],
  [
    'swapped priorities',
    200,
    (rows) => {
      const priorities = rows.map(({ priority }) => priority).toReversed();
      const swapped = rows.map((row, index) => ({ ...row, priority: priorities[index] }));
      return { services: swapped };
    },
  ],
  [
    'a renamed service',
    200,
    (rows) => ({
      services: rows.map((row) => (row.name === 'beverage' ? { ...row, name: 'drink' } : row)),
    }),
  ],
  [
    'a service in the place of another',
    200,
    (rows) => ({
      services: rows.map((row) => (row.name === 'beverage' ? { ...row, name: 'soup' } : row)),
    }),
  ],
  ['another domain', 404, () => ({ domain: 'new.localhost' })],
  ['the list as it was', 200, () => ({})],
];

describe('an update of the consumer', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it.each(changes)('does not clash with what runs: %s', async (_what, status, change) => {
    const assembly = await consumerAssembly((stage) => change(stage['services'] as Row[]));
    await story.sandbox.deploy(assembly);
    const stack = story.sandbox.stacks.find(({ name }) => name === CONSUMER);
    expect(stack?.status).toBe('UPDATE_COMPLETE');
    expect(await story.list('food')).toBe(status);
  });
});
