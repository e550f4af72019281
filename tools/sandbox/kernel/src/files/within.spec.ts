import { join } from 'node:path';
import { within } from './within';

describe('a path below a folder', () => {
  it('has one level for each name', () => {
    expect(within('/data', '222222222222', 'food-service.json')).toBe(
      join('/data', '222222222222', 'food-service.json'),
    );
  });

  it.each([
    ['', 'it is empty'],
    ['.', 'it contains the path of another folder'],
    ['..', 'it contains the path of another folder'],
    ['../../../x', 'it contains a slash'],
    ['/etc/passwd', 'it contains a slash'],
    ['..\\x', 'it contains a slash'],
    ['a\0b', 'it contains a control character'],
    ['a\nb', 'it contains a control character'],
    ['x'.repeat(256), 'it is longer than 255 bytes'],
    ['ä'.repeat(128), 'it is longer than 255 bytes'],
  ])('is rejected for the name %j', (name, reason) => {
    expect(() => within('/data', 'account', name)).toThrow(
      `${JSON.stringify(name)} can't be the name of a file: ${reason}`,
    );
  });
});
