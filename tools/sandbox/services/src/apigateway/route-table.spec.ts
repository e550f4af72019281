import fc from 'fast-check';
import { RouteTable } from './route-table';

/** A route table whose values are the `METHOD /path` texts themselves. */
function table(...routes: readonly string[]): (request: string) => unknown {
  const made = new RouteTable<string>();
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    made.add(path, method, route);
  }
  return (request) => {
    const [method = '', path = ''] = request.split(' ');
    const match = made.match(path, method);
    return match && { route: match.method, ...match.pathParameters };
  };
}

describe('the route table', () => {
  it('prefers a literal to a variable to a greedy variable', () => {
    const match = table('GET /a/{proxy+}', 'GET /a/{id}', 'GET /a/b');
    expect(match('GET /a/b')).toEqual({ route: 'GET /a/b' });
    expect(match('GET /a/c')).toEqual({ route: 'GET /a/{id}', id: 'c' });
    expect(match('GET /a/c/d')).toEqual({ route: 'GET /a/{proxy+}', proxy: 'c/d' });
  });

  it('prefers a specific method to ANY', () => {
    const match = table('ANY /orders', 'POST /orders');
    expect(match('POST /orders')).toEqual({ route: 'POST /orders' });
    expect(match('DELETE /orders')).toEqual({ route: 'ANY /orders' });
  });

  it('does not use a method of another resource if the literal one lacks it', () => {
    const match = table('GET /orders/latest', 'POST /orders/{orderId}');
    expect(match('POST /orders/latest')).toBeUndefined();
  });

  it('backtracks to a variable if a literal has no match', () => {
    const match = table('GET /a/b/c', 'GET /{x}/b/d');
    expect(match('GET /a/b/d')).toEqual({ route: 'GET /{x}/b/d', x: 'a' });
  });

  it('backtracks to a greedy variable if nothing else matches', () => {
    const match = table('GET /a/{id}/c', 'GET /{proxy+}');
    expect(match('GET /a/b/d')).toEqual({ route: 'GET /{proxy+}', proxy: 'a/b/d' });
  });

  it('discards the parameters of a branch without a match', () => {
    const match = table('GET /{x}/{y}/end', 'GET /{proxy+}');
    expect(match('GET /1/2/other')).toEqual({ route: 'GET /{proxy+}', proxy: '1/2/other' });
  });

  it('returns several variables, as they were sent', () => {
    const match = table('GET /{one}/x/{two}');
    expect(match('GET /a%20b/x/__proto__')).toEqual({
      route: 'GET /{one}/x/{two}',
      one: 'a%20b',
      two: '__proto__',
    });
  });

  it.each(['GET //a/b', 'GET ///a/b', 'GET /a/b/', 'GET /a/b//', 'GET //a/b/'])(
    'ignores the slashes around %s',
    (request) => {
      expect(table('GET /a/b')(request)).toEqual({ route: 'GET /a/b' });
    },
  );

  it.each([
    ...['GET /a//b', 'GET /a//', 'GET /a/./b', 'GET /a/c/../b', 'GET /a/b;x=1', 'GET /a%2Fb'],
    ...['GET /%61/b', 'GET /a/%62', 'GET /a%252Fb', 'GET /A/b', 'GET /'],
  ])('compares segments as they were sent, and does not match %s', (request) => {
    expect(table('GET /a/b', 'GET /a/{x}/c')(request)).toBeUndefined();
  });

  it('does not match an empty segment with a variable, unless it is greedy', () => {
    expect(table('GET /a/{x}/c')('GET /a//c')).toBeUndefined();
    expect(table('GET /a/{x+}')('GET /a/b//c')).toEqual({ route: 'GET /a/{x+}', x: 'b//c' });
  });

  it.each(['GET /', 'GET /a/b/c', 'GET /A', 'PUT /a/b'])('does not match %s', (request) => {
    expect(table('GET /a', 'GET /a/b')(request)).toBeUndefined();
  });

  it('matches the root itself, which a greedy variable does not', () => {
    expect(table('GET /')('GET /')).toEqual({ route: 'GET /' });
    expect(table('GET /{proxy+}')('GET /')).toBeUndefined();
  });

  it('does not match resources without methods', () => {
    expect(table('GET /orders/{orderId}')('GET /orders')).toBeUndefined();
  });

  it('matches any path without an error, and only added methods', () => {
    const segment = fc.oneof(
      fc.constantFrom('a', 'b', '{id}', '{proxy+}', '__proto__', 'constructor', '..', ''),
      fc.string(),
    );
    const path = fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
    const method = fc.constantFrom('GET', 'ANY', 'toString');
    fc.assert(
      fc.property(fc.array(fc.tuple(method, path)), method, path, (routes, httpMethod, asked) => {
        const made = new RouteTable<string>();
        for (const [name, route] of routes) made.add(route, name, `${name} ${route}`);
        const match = made.match(asked, httpMethod);
        const added = routes.map(([name, route]) => `${name} ${route}`);
        expect([undefined, ...added]).toContain(match?.method);
      }),
      { numRuns: 500 },
    );
  });
});
