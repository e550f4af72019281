import { ElasticLoadBalancing, type Listener, type ListenerRule } from './elastic-load-balancing';

const listener: Omit<Listener, 'rules'> = {
  arn: 'listener',
  loadBalancerArn: 'balancer',
  port: 443,
  defaultAction: { type: 'fixed-response', statusCode: 404, contentType: 'text/plain', body: '' },
};

function rule(priority: number, parts: Partial<ListenerRule>): ListenerRule {
  return {
    priority,
    hostHeaders: [],
    pathPatterns: [],
    action: { type: 'forward', targetGroupArn: `group-${priority}` },
    constructPath: `rule-${priority}`,
    ...parts,
  };
}

/** Which rule of these takes a request, by its construct path. */
function routed(rules: readonly ListenerRule[], host: string, path = '/'): string {
  const service = new ElasticLoadBalancing();
  const created: Listener = { ...listener, rules: [] };
  service.createListener(created);
  for (const each of rules) service.createRule('listener', each);
  const { action, rule: taken } = service.route(created, host, path);
  return taken?.constructPath ?? `default ${action.type}`;
}

describe('a load balancer', () => {
  it('takes the first matching rule by priority, whatever the order of creation', () => {
    const rules = [
      rule(20, { hostHeaders: ['*.localhost'] }),
      rule(10, { hostHeaders: ['food.*'] }),
    ];
    expect(routed(rules, 'food.localhost')).toBe('rule-10');
    expect(routed(rules, 'tea.localhost')).toBe('rule-20');
  });

  it.each([
    ['FOOD.localhost', '/', 'rule-1'],
    ['food.localhost', '/v1/orders', 'rule-1'],
    ['food.localhost.example.com', '/', 'default fixed-response'],
    ['', '/', 'default fixed-response'],
  ])('routes %s%s by host name to %s', (host, path, expected) => {
    expect(routed([rule(1, { hostHeaders: ['food.localhost'] })], host, path)).toBe(expected);
  });

  it('asks for host name and path where a rule names both', () => {
    const rules = [rule(1, { hostHeaders: ['food.localhost'], pathPatterns: ['/v1/*'] })];
    expect(routed(rules, 'food.localhost', '/v1/orders')).toBe('rule-1');
    expect(routed(rules, 'food.localhost', '/V1/orders')).toBe('default fixed-response');
    expect(routed(rules, 'tea.localhost', '/v1/orders')).toBe('default fixed-response');
  });

  it('takes its targets in turn, and none where there is none', () => {
    const service = new ElasticLoadBalancing();
    service.createTargetGroup({ arn: 'two', port: 443, targets: ['10.0.0.4', '10.0.1.4'] });
    service.createTargetGroup({ arn: 'none', port: 443, targets: [] });
    const picked = [1, 2, 3].map(() => service.pickTarget('two'));
    expect(picked).toEqual(['10.0.0.4', '10.0.1.4', '10.0.0.4']);
    expect(service.pickTarget('none')).toBeUndefined();
    expect(service.pickTarget('gone')).toBeUndefined();
  });

  it('refuses a rule of a listener that is not there', () => {
    expect(() => new ElasticLoadBalancing().createRule('gone', rule(1, {}))).toThrow(
      'There is no listener gone',
    );
  });
});
