import { BoundedList } from './bounded-list';

describe('a bounded list', () => {
  it('keeps the newest items, and counts the others', () => {
    const list = new BoundedList<number>(3);
    for (let count = 0; count < 1_000; count++) {
      list.add(count);
      expect(list.list.length).toBeLessThan(6);
    }
    expect(list.take()).toEqual({ values: [997, 998, 999], dropped: 997 });
    expect(list.take()).toEqual({ values: [], dropped: 0 });
  });
});
