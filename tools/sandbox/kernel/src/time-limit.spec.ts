import { EventEmitter } from 'node:events';
import { TimeLimit, type Pausable } from './time-limit';

function pausable() {
  const changes = new EventEmitter();
  let isPaused = false;
  const of: Pausable = {
    get isPaused() {
      return isPaused;
    },
    whenChanged(listener) {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
  };
  const set = (paused: boolean) => {
    isPaused = paused;
    changes.emit('change');
  };
  return { of, set, listeners: () => changes.listenerCount('change') };
}

describe('a time limit', () => {
  const over = jest.fn();

  beforeEach(() => {
    over.mockReset();
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('expires after its time', () => {
    new TimeLimit(100, over);
    jest.advanceTimersByTime(99);
    expect(over).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('excludes pauses', () => {
    const { of, set, listeners } = pausable();
    new TimeLimit(100, over, of);
    jest.advanceTimersByTime(60);
    set(true);
    jest.advanceTimersByTime(10_000);
    set(false);
    jest.advanceTimersByTime(39);
    expect(over).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(over).toHaveBeenCalledTimes(1);
    expect(listeners()).toBe(0);
  });

  it('does not start during a pause', () => {
    const { of, set } = pausable();
    set(true);
    new TimeLimit(100, over, of);
    jest.advanceTimersByTime(10_000);
    set(false);
    expect(over).not.toHaveBeenCalled();
    jest.advanceTimersByTime(100);
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('never expires after it was stopped', () => {
    const { of, set, listeners } = pausable();
    new TimeLimit(100, over, of).stop();
    set(true);
    set(false);
    jest.advanceTimersByTime(1_000);
    expect(over).not.toHaveBeenCalled();
    expect(listeners()).toBe(0);
  });
});
