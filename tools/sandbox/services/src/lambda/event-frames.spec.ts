import { EventFrames } from './event-frames';

function framed(text: string): Buffer {
  const event = Buffer.from(text);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(event.length);
  return Buffer.concat([header, event]);
}

describe('log events on the channel', () => {
  it.each([1, 2, 3, 5, 1000])('come in whole from chunks of %i bytes', (size) => {
    const events: string[] = [];
    const frames = new EventFrames((event) => events.push(event));
    const texts = ['', 'one', 'two\nlines', 'Ädá 🍕'];
    const bytes = Buffer.concat(texts.map(framed));
    for (let at = 0; at < bytes.length; at += size) frames.write(bytes.subarray(at, at + size));
    expect(events).toEqual(texts);
  });

  it('take no more memory than the largest, whatever length is claimed', () => {
    const lengths: number[] = [];
    const frames = new EventFrames((event) => lengths.push(event.length));
    frames.write(Buffer.from([255, 255, 255, 255]));
    frames.write(Buffer.alloc(256 * 1024));
    expect(lengths).toEqual([256 * 1024]);
  });
});
