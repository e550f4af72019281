/** Finds a function in TypeScript source by its name. */
import ts from 'typescript';

interface Position {
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * Returns the range of a function or a method (`Policy.evaluate`) in a module.
 *
 * @throws {Error} when the module does not contain it exactly once.
 */
export function functionRange(source: string, name: string): Range {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest, true);
  const found = file.statements
    .flatMap((statement) => named(statement, ''))
    .filter((one) => one.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`expected one function called ${name}, found ${found.length}`);
  }
  const position = (at: number): Position => {
    const { line, character } = file.getLineAndCharacterOfPosition(at);
    return { line, column: character };
  };
  return { start: position(only.node.getStart()), end: position(only.node.getEnd()) };
}

/** Returns whether one range is within another. */
export function isWithin(inner: Range, outer: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

interface Named {
  readonly name: string;
  readonly node: ts.Node;
}

function named(node: ts.Node, prefix: string): readonly Named[] {
  if (ts.isClassDeclaration(node)) {
    const own = `${node.name?.text ?? ''}.`;
    return node.members.flatMap((member) => named(member, own));
  }
  if (ts.isVariableStatement(node)) {
    const { declarations } = node.declarationList;
    return declarations.map((one) => ({ name: one.name.getText(), node: one }));
  }
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
    return [{ name: `${prefix}${node.name?.getText() ?? ''}`, node }];
  }
  return [];
}
