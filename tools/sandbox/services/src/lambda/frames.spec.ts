import { frame, FrameReader } from './frames';

type Frame = readonly [type: number, content: string];

function read(bytes: Buffer, size = bytes.length, most = 1_000_000): readonly Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader(
    () => most,
    (...each) => frames.push(each),
  );
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  return frames;
}

describe('frames', () => {
  it.each([1, 2, 3, 5, 1000])('are read completely from chunks of %i bytes', (size) => {
    const frames: readonly Frame[] = [
      [0, ''],
      [1, 'one'],
      [255, 'two\nlines'],
      [2, 'Ädá 🍕'],
    ];
    expect(read(Buffer.concat(frames.map((each) => frame(...each))), size)).toEqual(frames);
  });

  it.each([1, 7, 1000])(
    'keep the beginning of content that is too long, in chunks of %i bytes',
    (size) => {
      const bytes = Buffer.concat([frame(1, 'abcdefgh'), frame(2, 'next')]);
      expect(read(bytes, size, 5)).toEqual([
        [1, 'abcde'],
        [2, 'next'],
      ]);
    },
  );
});
