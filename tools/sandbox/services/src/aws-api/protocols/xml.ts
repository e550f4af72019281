/** XML in the form of AWS's query protocols. */

/**
 * Returns a value as XML elements: an object's members by name, a list's items as `listElement`s.
 * Undefined members are omitted.
 */
export function toXml(value: unknown, listElement: string): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return value.map((item) => element(listElement, toXml(item, listElement))).join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => element(name, toXml(member, listElement)))
      .join('');
  }
  return escapeXml(String(value));
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** Characters that XML 1.0 does not allow become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[<>&'"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
