/**
 * Finds the method of a path: a literal segment wins over `{name}`, which wins over `{name+}`; a specific method
 * wins over `ANY`. Leading and trailing slashes are ignored, as reported of AWS. Segments are compared as they were
 * sent, since decoding is not documented, and an empty segment does not match `{name}`.
 *
 * @see https://github.com/localstack/localstack/issues/11253
 * @see https://github.com/floci-io/floci/pull/1863
 */
export interface RouteMatch<Method> {
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Node<Method> {
  readonly literals: Map<string, Node<Method>>;
  variable?: { readonly name: string; readonly node: Node<Method> };
  greedy?: { readonly name: string; readonly node: Node<Method> };
  readonly methods: Map<string, Method>;
}

export class RouteTable<Method> {
  private readonly root: Node<Method> = newNode();
  private readonly added: Method[] = [];

  add(path: string, httpMethod: string, method: Method): void {
    let node = this.root;
    for (const segment of segments(path)) node = child(node, segment);
    node.methods.set(httpMethod, method);
    this.added.push(method);
  }

  /** Every method that was added. */
  get list(): readonly Method[] {
    return this.added;
  }

  match(path: string, httpMethod: string): RouteMatch<Method> | undefined {
    const found = find(this.root, segments(path), {});
    const method = found?.node.methods.get(httpMethod) ?? found?.node.methods.get('ANY');
    return found && method ? { method, pathParameters: found.pathParameters } : undefined;
  }
}

function newNode<Method>(): Node<Method> {
  return { literals: new Map(), methods: new Map() };
}

function segments(path: string): readonly string[] {
  const inner = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return inner === '' ? [] : inner.split('/');
}

function child<Method>(node: Node<Method>, segment: string): Node<Method> {
  const name = /^\{(.+?)(\+?)\}$/.exec(segment);
  if (name) {
    const [, variable = '', greedy] = name;
    const slot = greedy ? 'greedy' : 'variable';
    node[slot] ??= { name: variable, node: newNode() };
    return node[slot].node;
  }
  const existing = node.literals.get(segment) ?? newNode<Method>();
  node.literals.set(segment, existing);
  return existing;
}

function find<Method>(
  node: Node<Method>,
  path: readonly string[],
  pathParameters: Record<string, string>,
): { node: Node<Method>; pathParameters: Record<string, string> } | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return node.methods.size > 0 ? { node, pathParameters } : undefined;
  const { variable, greedy } = node;
  const literal = node.literals.get(segment);
  const byLiteral = literal && find(literal, rest, pathParameters);
  if (byLiteral) return byLiteral;
  const byVariable =
    variable &&
    segment !== '' &&
    find(variable.node, rest, { ...pathParameters, [variable.name]: segment });
  if (byVariable) return byVariable;
  return (
    greedy && {
      node: greedy.node,
      pathParameters: { ...pathParameters, [greedy.name]: path.join('/') },
    }
  );
}
