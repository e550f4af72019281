import { BodyBudget } from './body-budget';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the budget of bodies', () => {
  it('queues bodies that do not fit, in order of arrival', async () => {
    const budget = new BodyBudget(10);
    const admitted: string[] = [];
    const take = async (name: string, bytes: number) => {
      const giveBack = await budget.acquire(bytes);
      admitted.push(name);
      return giveBack;
    };
    const first = await take('first', 6);
    const second = take('second', 6);
    const third = take('third', 1);
    await settled();
    expect(admitted).toEqual(['first']);
    first();
    await settled();
    expect(admitted).toEqual(['first', 'second', 'third']);
    (await second)();
    (await third)();
    await take('fourth', 10);
    expect(admitted).toContain('fourth');
  });
});
