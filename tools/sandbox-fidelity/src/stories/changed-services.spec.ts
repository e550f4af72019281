/**
 * Changes the consumer's list of services with updates of the deployed stack. CloudFormation creates new resources
 * before it deletes old ones, so that a new resource must not conflict with an old one.
 */
import { Story } from './story';
import { consumerAssembly } from './synthesis';

const CONSUMER = 'consumer-infra-sandbox';

/** A service in a stage of the consumer. */
interface Row {
  readonly name: string;
  readonly priority: number;
}

type Change = (rows: readonly Row[]) => object;

/** Each change with the resulting status of the food service, under its previous host name. */
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
    'a service instead of another',
    200,
    (rows) => ({
      services: rows.map((row) => (row.name === 'beverage' ? { ...row, name: 'soup' } : row)),
    }),
  ],
  ['another domain', 404, () => ({ domain: 'new.localhost' })],
  ['the original list', 200, () => ({})],
];

describe('an update of the consumer', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it.each(changes)(
    'does not conflict with existing resources: %s',
    async (_name, status, change) => {
      const assembly = await consumerAssembly((stage) => change(stage['services'] as Row[]));
      await story.sandbox.deploy(assembly);
      const stack = story.sandbox.stacks.find(({ name }) => name === CONSUMER);
      expect(stack?.status).toBe('UPDATE_COMPLETE');
      expect(await story.list('food')).toBe(status);
    },
  );
});
