/** The consumer's smoke test detects an API that refuses all calls, although every target is healthy. */
import { API, food } from '../edits';
import { Story } from './story';

/** The food API admits another endpoint than the consumer's. */
const anotherEndpoint = food.set(
  API,
  ['Policy', 'Statement', 'DenyUnlessThroughTheConsumersEndpoint', 'Condition'],
  { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
);

const scheduled = { scheduledTime: '2026-11-26T12:05:00Z' };

describe('an API that denies its consumer', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({ edits: [anotherEndpoint] });
  });
  afterAll(() => story.end());

  it('is distinguished from one that responds', async () => {
    const { services } = await story.smokeTest();
    expect(services).toMatchObject([
      { name: 'food', ok: false, status: 403 },
      { name: 'beverage', ok: true, status: 200 },
    ]);
  });

  it('fails a scheduled run, which raises the alarm', async () => {
    expect((await story.smokeTest(scheduled)).error).toBe('SmokeTestFailed');
  });
});

describe('APIs that respond to their consumer', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('make a scheduled run succeed', async () => {
    expect((await story.smokeTest(scheduled)).services).toMatchObject([{ ok: true }, { ok: true }]);
  });
});
