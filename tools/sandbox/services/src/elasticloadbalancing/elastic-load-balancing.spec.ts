import {
  ElasticLoadBalancing,
  matchesStatus,
  type Listener,
  type ListenerRule,
  type LoadBalancer,
  type Target,
  type TargetGroup,
} from './elastic-load-balancing';

const listener: Omit<Listener, 'rules'> = {
  arn: 'listener',
  loadBalancerArn: 'balancer',
  port: 443,
  protocol: 'HTTPS',
  constructPath: 'listener',
  defaultAction: { type: 'fixed-response', statusCode: 404, contentType: 'text/plain', body: '' },
};

function rule(priority: number, parts: Partial<ListenerRule>): ListenerRule {
  return {
    arn: `rule-${priority}`,
    priority,
    hostHeaders: [],
    pathPatterns: [],
    action: { type: 'forward', targetGroupArn: `group-${priority}` },
    constructPath: `rule-${priority}`,
    ...parts,
  };
}

function balancerWith(rules: readonly ListenerRule[]): ElasticLoadBalancing {
  const service = new ElasticLoadBalancing();
  service.putListener(listener);
  for (const each of rules) {
    if (each.action.type === 'forward') {
      service.putTargetGroup({ ...targetGroup(), arn: each.action.targetGroupArn });
    }
    service.putRule('listener', each);
  }
  return service;
}

const balancer: LoadBalancer = {
  arn: 'balancer',
  dnsName: 'balancer',
  dropsInvalidHeaders: false,
  vpcId: 'vpc-1',
  securityGroupIds: [],
  nodes: [],
  constructPath: 'balancer',
};

function targetGroup(...addresses: readonly string[]): TargetGroup {
  return {
    arn: 'group',
    vpcId: 'vpc-1',
    targets: addresses.map((address) => ({ address, port: 443 })),
    healthCheck: { protocol: 'HTTPS', port: undefined, matcher: '200' },
    constructPath: 'group',
  };
}

/** Returns the construct path of the rule for a request. */
function taken(service: ElasticLoadBalancing, host: string, path: string): string {
  const found = service.listenerOf(balancer, 443);
  if (!found) return 'no listener';
  const { action, rule: by } = service.route(found, host, path);
  return by?.constructPath ?? `default ${action.type}`;
}

function routed(rules: readonly ListenerRule[], host: string, path = '/'): string {
  return taken(balancerWith(rules), host, path);
}

describe('a load balancer', () => {
  it('applies the first matching rule by priority, regardless of the order of creation', () => {
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

  it('requires host name and path if a rule has both conditions', () => {
    const rules = [rule(1, { hostHeaders: ['food.localhost'], pathPatterns: ['/v1/*'] })];
    expect(routed(rules, 'food.localhost', '/v1/orders')).toBe('rule-1');
    expect(routed(rules, 'food.localhost', '/V1/orders')).toBe('default fixed-response');
    expect(routed(rules, 'tea.localhost', '/v1/orders')).toBe('default fixed-response');
  });

  it.each<[which: string, healthy: (target: Target) => boolean, picked: readonly string[]]>([
    ['all in turn', () => true, ['a', 'b', 'c', 'a']],
    ['the healthy ones', ({ address }) => address !== 'b', ['a', 'c', 'a', 'c']],
    ['all if none is healthy', () => false, ['a', 'b', 'c', 'a']],
  ])('selects from its targets %s', (_which, healthy, expected) => {
    const service = new ElasticLoadBalancing();
    const group = targetGroup('a', 'b', 'c');
    const picked = expected.map(() => service.pickTarget(group, healthy)?.address);
    expect(picked).toEqual(expected);
  });

  it('selects no target if there is none', () => {
    expect(new ElasticLoadBalancing().pickTarget(targetGroup(), () => true)).toBeUndefined();
  });

  it.each([
    ['200', 200, true],
    ['200', 403, false],
    ['200,403', 403, true],
    ['200-299', 299, true],
    ['200-299', 300, false],
    ['200-299,403', 403, true],
  ])('with matcher %s finds %d healthy: %s', (matcher, status, expected) => {
    expect(matchesStatus(matcher, status)).toBe(expected);
  });

  it('rejects a rule of an unknown listener', () => {
    expect(() => new ElasticLoadBalancing().putRule('gone', rule(1, {}))).toThrow(
      'Listener gone does not exist',
    );
  });

  it('updates a rule in place, and ignores a deleted one', () => {
    const food = { hostHeaders: ['food.localhost'] };
    const service = balancerWith([rule(1, food)]);
    service.putRule('listener', { ...rule(1, { hostHeaders: ['tea.localhost'] }), priority: 7 });
    expect(taken(service, 'tea.localhost', '/')).toBe('rule-1');
    expect(taken(service, 'food.localhost', '/')).toBe('default fixed-response');
    service.deleteRule('listener', 'rule-1');
    expect(taken(service, 'tea.localhost', '/')).toBe('default fixed-response');
  });

  it('keeps the rules of an updated listener', () => {
    const service = balancerWith([rule(1, {})]);
    service.putTargetGroup(targetGroup());
    service.putListener({
      ...listener,
      defaultAction: { type: 'forward', targetGroupArn: 'group' },
    });
    expect(taken(service, 'food.localhost', '/')).toBe('rule-1');
  });

  it('rejects a priority that another rule has', () => {
    const service = balancerWith([rule(1, {})]);
    expect(() => service.putRule('listener', { ...rule(1, {}), arn: 'other' })).toThrow(
      "Priority '1' is currently in use",
    );
  });

  it('does not delete a target group that is in use', () => {
    const service = balancerWith([rule(1, {})]);
    expect(() => service.deleteTargetGroup('group-1')).toThrow('currently in use');
    service.deleteRule('listener', 'rule-1');
    expect(() => service.deleteTargetGroup('group-1')).not.toThrow();
  });
});
