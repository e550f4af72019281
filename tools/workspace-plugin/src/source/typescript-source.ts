/** Finds and changes values in TypeScript files that users also edit, without other changes. */
import type { Tree } from '@nx/devkit';
import ts from 'typescript';

/** A variable or property by name, or the element of a list with this `name`. */
export type Step = string | { readonly name: string };

/** The text of a TypeScript file. Every change returns a new source; nothing is written to a file. */
export class TypeScriptSource {
  private readonly file: ts.SourceFile;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  }

  /** @throws Error when there is no such file */
  static read(tree: Tree, path: string): TypeScriptSource {
    const text = tree.read(path, 'utf8');
    if (text === null) throw new Error(`${path} is missing`);
    return new TypeScriptSource(path, text);
  }

  /** Returns the string at a path, or undefined. */
  stringAt(...steps: readonly Step[]): string | undefined {
    const node = this.find(steps);
    return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
  }

  /** Returns the number at a path, or undefined. */
  numberAt(...steps: readonly Step[]): number | undefined {
    const node = this.find(steps);
    return node !== undefined && ts.isNumericLiteral(node) ? Number(node.text) : undefined;
  }

  /** Returns the list of strings at a path; undefined if it is not a list, or has other elements. */
  stringsAt(...steps: readonly Step[]): readonly string[] | undefined {
    const list = this.find(steps);
    if (list === undefined || !ts.isArrayLiteralExpression(list)) return undefined;
    const strings = list.elements.filter((element) => ts.isStringLiteralLike(element));
    return strings.length === list.elements.length ? strings.map(({ text }) => text) : undefined;
  }

  /** Returns all strings below a path, with their paths relative to it. */
  allStrings(...steps: readonly Step[]): readonly (readonly [string, string])[] {
    const node = this.find(steps);
    return node === undefined ? [] : stringsIn(node, '');
  }

  /** Returns the code at a path, with the comments directly above it. */
  codeAt(...steps: readonly Step[]): string | undefined {
    const node = this.find(steps);
    return node && this.text.slice(this.startWithComments(node), node.end);
  }

  /** Returns the names of the elements of a list. @throws Error when the list is not found */
  namesIn(list: string): readonly string[] {
    return this.list(list).elements.flatMap((element) => {
      const name = property(element, 'name');
      return name !== undefined && ts.isStringLiteralLike(name) ? [name.text] : [];
    });
  }

  /** Returns whether there is a value at a path. */
  has(...steps: readonly Step[]): boolean {
    return this.find(steps) !== undefined;
  }

  /** Returns whether the list at a path has this identifier as an element. */
  hasElement(steps: readonly Step[], name: string): boolean {
    const list = this.find(steps);
    if (list === undefined || !ts.isArrayLiteralExpression(list)) return false;
    return list.elements.some((element) => ts.isIdentifier(element) && element.text === name);
  }

  /** Adds a property at the end of the object at a path. @throws Error when there is no object */
  withProperty(steps: readonly Step[], name: string, code: string): TypeScriptSource {
    const object = this.find(steps);
    if (object === undefined || !ts.isObjectLiteralExpression(object)) {
      throw this.missing(steps, 'object');
    }
    const { properties, end } = object;
    const comma = properties.length === 0 || properties.hasTrailingComma ? '' : ',';
    const withComma = this.replaced(properties.end, properties.end, comma);
    const brace = end - 1 + comma.length;
    return withComma.replaced(brace, brace, `\n${name}: ${code},\n`);
  }

  /** Adds a property after another one of the object at a path. @throws Error when there is none */
  withPropertyAfter(
    steps: readonly Step[],
    after: string,
    name: string,
    code: string,
  ): TypeScriptSource {
    const value = this.find([...steps, after]);
    const before = value && ts.findAncestor(value, ts.isPropertyAssignment);
    if (before === undefined) throw this.missing([...steps, after], 'property');
    return this.replaced(before.end, before.end, `,\n${propertyKey(name)}: ${code}`);
  }

  /** Imports a name from a module, in the existing import statement if there is one. */
  withImport(module: string, name: string): TypeScriptSource {
    const imports = this.file.statements.filter(ts.isImportDeclaration);
    const existing = imports
      .filter(
        ({ moduleSpecifier }) =>
          ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module,
      )
      .flatMap(({ importClause }) => importClause?.namedBindings ?? [])
      .find(ts.isNamedImports);
    if (existing?.elements.some((element) => element.name.text === name)) return this;
    if (existing) {
      const comma = existing.elements.hasTrailingComma ? '' : ',';
      return this.replaced(existing.elements.end, existing.elements.end, `${comma} ${name}`);
    }
    const end = imports.at(-1)?.end ?? 0;
    return this.replaced(end, end, `\nimport { ${name} } from ${quoted(module)};`);
  }

  /** Replaces the value at a path with a string. @throws Error when there is no value */
  withString(steps: readonly Step[], value: string): TypeScriptSource {
    return this.withCode(steps, quoted(value));
  }

  /** Replaces the value at a path with code. @throws Error when there is no value */
  withCode(steps: readonly Step[], code: string): TypeScriptSource {
    const node = this.find(steps);
    if (node === undefined) throw this.missing(steps, 'value');
    return this.replaced(node.getStart(), node.end, code);
  }

  /** Adds an element at the end of a list of rows. @throws Error when the list is not found */
  withElement(list: string, code: string): TypeScriptSource {
    this.list(list);
    return this.withElementAt([list], code);
  }

  /** Adds an element at the end of the list at a path. @throws Error when there is no list */
  withElementAt(steps: readonly Step[], code: string): TypeScriptSource {
    const list = this.find(steps);
    if (list === undefined || !ts.isArrayLiteralExpression(list)) throw this.missing(steps, 'list');
    const { elements, end } = list;
    const comma = elements.length === 0 || elements.hasTrailingComma ? '' : ',';
    // On a separate line, since the last line of the list may end with a comment.
    const isAtLineStart = /\n\s*$/.test(this.text.slice(elements.end, end - 1));
    const withComma = this.replaced(elements.end, elements.end, comma);
    const bracket = end - 1 + comma.length;
    return withComma.replaced(bracket, bracket, `${isAtLineStart ? '' : '\n'}${code},\n`);
  }

  /** Removes an element by name from a list, with its comments. */
  withoutElement(list: string, name: string): TypeScriptSource {
    const element = this.find([list, { name }]);
    if (element === undefined) return this;
    const comma = /^\s*,/.exec(this.text.slice(element.end))?.[0].length ?? 0;
    const end = element.end + comma;
    const trailing = ts.getTrailingCommentRanges(this.text, end)?.at(-1)?.end ?? end;
    const start = this.startWithComments(element);
    const indent = /\s*$/.exec(this.text.slice(0, start))?.[0].length ?? 0;
    return this.replaced(start - indent, trailing, '');
  }

  /** Comments after a comma on the same line belong to the element before it. */
  private startWithComments(node: ts.Node): number {
    const fullStart = node.getFullStart();
    const foreign = ts.getTrailingCommentRanges(this.text, fullStart)?.at(-1)?.end ?? fullStart;
    const own = ts.getLeadingCommentRanges(this.text, foreign)?.[0]?.pos;
    return own ?? node.getStart();
  }

  private replaced(start: number, end: number, code: string): TypeScriptSource {
    const text = this.text.slice(0, start) + code + this.text.slice(end);
    return new TypeScriptSource(this.path, text);
  }

  /** Returns the error for a missing value of this kind. */
  missing(steps: readonly Step[], kind: string): Error {
    return new Error(`${this.path}: ${steps.map(named).join('.')} must be a literal ${kind} there`);
  }

  private list(variable: string): ts.ArrayLiteralExpression {
    const node = this.find([variable]);
    if (node !== undefined && ts.isArrayLiteralExpression(node)) return node;
    throw new Error(
      `${this.path}: must contain the list '${variable}', with a row for each service`,
    );
  }

  private find([variable, ...steps]: readonly Step[]): ts.Expression | undefined {
    const declared = this.file.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find(({ name }) => ts.isIdentifier(name) && name.text === variable);
    const start = declared?.initializer && bare(declared.initializer);
    return steps.reduce<ts.Expression | undefined>(
      (node, step) => node && (typeof step === 'string' ? property(node, step) : row(node, step)),
      start,
    );
  }
}

/** Returns a string literal in the workspace's style. */
export function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

const PLAIN_KEY = /^[a-z]\w*$/i;

/** Returns the key of a property, quoted only if required. */
export function propertyKey(name: string): string {
  return PLAIN_KEY.test(name) ? name : quoted(name);
}

/** Returns the expression inside of `(…)`, `… as const`, `… satisfies T` and a call such as `define({…})`. */
function bare(node: ts.Expression): ts.Expression {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return bare(node.expression);
  if (ts.isParenthesizedExpression(node)) return bare(node.expression);
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  return argument === undefined ? node : bare(argument);
}

function property(node: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties
    .filter(ts.isPropertyAssignment)
    .find(
      (one) =>
        (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)) && one.name.text === name,
    );
  return found && bare(found.initializer);
}

function row(node: ts.Expression, { name }: { readonly name: string }): ts.Expression | undefined {
  if (!ts.isArrayLiteralExpression(node)) return undefined;
  return node.elements.find((element) => {
    const found = property(element, 'name');
    return found !== undefined && ts.isStringLiteralLike(found) && found.text === name;
  });
}

function stringsIn(node: ts.Expression, path: string): readonly (readonly [string, string])[] {
  if (ts.isStringLiteralLike(node)) return [[path, node.text]];
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.flatMap((element, index) => {
      const name = property(element, 'name');
      const step = name !== undefined && ts.isStringLiteralLike(name) ? name.text : String(index);
      return stringsIn(bare(element), below(step));
    });
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties
    .filter(ts.isPropertyAssignment)
    .flatMap(({ name, initializer }) => stringsIn(bare(initializer), below(name.getText())));
}

function named(step: Step): string {
  return typeof step === 'string' ? step : step.name;
}
