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
    ['.', 'it leads to another folder'],
    ['..', 'it leads to another folder'],
    ['../../../x', 'it has a slash'],
    ['/etc/passwd', 'it has a slash'],
    ['..\\x', 'it has a slash'],
    ['a\0b', 'it has a control character'],
    ['a\nb', 'it has a control character'],
    ['x'.repeat(256), 'it is over 255 bytes'],
    ['ä'.repeat(128), 'it is over 255 bytes'],
  ])('is refused for the name %j', (name, reason) => {
    expect(() => within('/data', 'account', name)).toThrow(
      `${JSON.stringify(name)} can't be the name of a file: ${reason}`,
    );
  });
});
