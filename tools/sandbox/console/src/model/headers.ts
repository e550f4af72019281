/** Headers as lines of editable text. */
type Headers = readonly (readonly [name: string, value: string])[];

export function headerLines(headers: Headers): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** Parses header lines; a line without a colon is a header without a value. */
export function headersOf(lines: string): Headers {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim(), value.join(':').trim()] as const;
    });
}
