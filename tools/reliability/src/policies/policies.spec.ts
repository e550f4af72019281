import { compareDecisions } from './differences';

/** Fixed, so that the suite is the same everywhere; the command takes others. */
const SEED = 20_261_125;

describe("the sandbox's policy decisions", () => {
  it('match an independent implementation, on 2,000 random cases', () => {
    const { differences, effects } = compareDecisions(2_000, SEED);
    expect(differences).toEqual([]);
    // Were nearly all decisions alike, agreement would say little.
    for (const count of Object.values(effects)) expect(count).toBeGreaterThan(150);
  });
});
