/** Templates of files, with `<%= name %>` as placeholders. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.template';

/**
 * Returns the rendered templates of a folder: texts by path in the folder, without the suffix.
 *
 * @throws Error when a template uses an unknown variable
 */
export function filledTemplates(
  folder: string,
  values: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => {
      const path = name.slice(0, -SUFFIX.length).replaceAll('\\', '/');
      return [path, filledIn(readFileSync(join(folder, name), 'utf8'), values)] as const;
    })
    .sort();
}

function filledIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/<%= (\w+) %>/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`a template uses the unknown variable '${key}'`);
    return value;
  });
}
