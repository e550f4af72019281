/**
 * Finds the method that serves a path: a literal segment wins over `{name}`, which wins over
 * `{name+}`; a method of its own wins over `ANY`.
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

  add(path: string, httpMethod: string, method: Method): void {
    let node = this.root;
    for (const segment of segments(path)) node = child(node, segment);
    node.methods.set(httpMethod, method);
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
  return path.split('/').filter((segment) => segment !== '');
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
  const literal = node.literals.get(segment);
  const { variable, greedy } = node;
  return (
    (literal && find(literal, rest, pathParameters)) ??
    (variable && find(variable.node, rest, { ...pathParameters, [variable.name]: segment })) ??
    (greedy && {
      node: greedy.node,
      pathParameters: { ...pathParameters, [greedy.name]: path.join('/') },
    })
  );
}
