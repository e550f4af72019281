/** Application Load Balancers of one account: listeners, their rules, and target groups. */
import { wildcard } from '@sandbox/policy/wildcard';

export type Action =
  | { readonly type: 'forward'; readonly targetGroupArn: string }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
    };

export interface ListenerRule {
  readonly arn: string;
  readonly priority: number;
  readonly hostHeaders: readonly string[];
  readonly pathPatterns: readonly string[];
  readonly action: Action;
  readonly constructPath: string;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly constructPath: string;
  readonly defaultAction: Action;
  /** By priority. */
  readonly rules: readonly ListenerRule[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly dnsName: string;
  /**
   * Whether it drops headers whose names contain other characters than letters, digits and hyphens.
   */
  readonly dropsInvalidHeaders: boolean;
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
  /** The addresses of its nodes, one in each subnet. */
  readonly nodes: readonly string[];
  readonly constructPath: string;
}

export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface TargetGroup {
  readonly arn: string;
  readonly vpcId: string;
  readonly targets: readonly Target[];
  readonly healthCheck: HealthCheck;
  readonly constructPath: string;
}

export interface HealthCheck {
  readonly protocol: string;
  /** Undefined for the port of the target. */
  readonly port: number | undefined;
  /** The statuses of a healthy target, such as `200,403` or `200-299`. */
  readonly matcher: string;
}

/** The matching rule of a request; `rule` is undefined for the listener's default action. */
export interface RoutedAction {
  readonly action: Action;
  readonly rule?: ListenerRule;
}

export class ElasticLoadBalancing {
  private readonly loadBalancers = new Map<string, LoadBalancer>();
  private readonly listeners = new Map<string, Listener>();
  private readonly targetGroups = new Map<string, TargetGroup>();
  private readonly nextTarget = new Map<string, number>();

  putLoadBalancer(loadBalancer: LoadBalancer): void {
    this.loadBalancers.set(loadBalancer.arn, loadBalancer);
  }

  /** Deletes a load balancer with its listeners. */
  deleteLoadBalancer(arn: string): void {
    this.loadBalancers.delete(arn);
    for (const listener of this.listeners.values()) {
      if (listener.loadBalancerArn === arn) this.listeners.delete(listener.arn);
    }
  }

  putTargetGroup(targetGroup: TargetGroup): void {
    this.targetGroups.set(targetGroup.arn, targetGroup);
  }

  /** @throws {Error} while a listener or a rule forwards to it. */
  deleteTargetGroup(arn: string): void {
    for (const listener of this.listeners.values()) {
      const actions = [listener.defaultAction, ...listener.rules.map(({ action }) => action)];
      if (actions.some((action) => action.type === 'forward' && action.targetGroupArn === arn)) {
        throw new Error(`Target group '${arn}' is currently in use by a listener or a rule`);
      }
    }
    this.targetGroups.delete(arn);
    this.nextTarget.delete(arn);
  }

  /**
   * Creates a listener, or updates the one with its ARN, which keeps its rules.
   *
   * @throws {Error} when it can't forward to its target group.
   */
  putListener(listener: Omit<Listener, 'rules'>): Listener {
    this.assertForwards(listener.defaultAction, listener.loadBalancerArn);
    const put = { ...listener, rules: this.listeners.get(listener.arn)?.rules ?? [] };
    this.listeners.set(listener.arn, put);
    return put;
  }

  /** Deletes a listener with its rules. */
  deleteListener(arn: string): void {
    this.listeners.delete(arn);
  }

  /**
   * Creates a rule, or updates the one with its ARN.
   *
   * @throws {Error} when the account has no such listener, another rule of it has the priority, or
   *   the rule can't forward to its target group.
   */
  putRule(listenerArn: string, rule: ListenerRule): void {
    const listener = this.listeners.get(listenerArn);
    if (!listener) throw new Error(`Listener ${listenerArn} does not exist`);
    this.assertForwards(rule.action, listener.loadBalancerArn);
    const others = listener.rules.filter(({ arn }) => arn !== rule.arn);
    if (others.some(({ priority }) => priority === rule.priority)) {
      throw new Error(`Priority '${rule.priority}' is currently in use`);
    }
    const rules = [...others, rule].sort((one, other) => one.priority - other.priority);
    this.listeners.set(listenerArn, { ...listener, rules });
  }

  deleteRule(listenerArn: string, ruleArn: string): void {
    const listener = this.listeners.get(listenerArn);
    if (!listener) return;
    const rules = listener.rules.filter(({ arn }) => arn !== ruleArn);
    this.listeners.set(listenerArn, { ...listener, rules });
  }

  /** Asserts that a target group is used by only one load balancer, in the same VPC. */
  private assertForwards(action: Action, loadBalancerArn: string): void {
    if (action.type !== 'forward') return;
    const { targetGroupArn } = action;
    const targetGroup = this.targetGroups.get(targetGroupArn);
    if (!targetGroup) throw new Error('One or more target groups not found');
    const loadBalancer = this.loadBalancers.get(loadBalancerArn);
    if (loadBalancer && loadBalancer.vpcId !== targetGroup.vpcId) {
      throw new Error(
        `The target group '${targetGroupArn}' and the load balancer '${loadBalancerArn}' must be in the same VPC`,
      );
    }
    const isOfAnother = [...this.listeners.values()].some(
      (listener) =>
        listener.loadBalancerArn !== loadBalancerArn &&
        [listener.defaultAction, ...listener.rules.map((rule) => rule.action)].some(
          (other) => other.type === 'forward' && other.targetGroupArn === targetGroupArn,
        ),
    );
    if (isOfAnother) {
      throw new Error(
        `The following target groups cannot be associated with more than one load balancer: ${targetGroupArn}`,
      );
    }
  }

  /** Returns the load balancer with this DNS name, or without one the account's first. */
  loadBalancer(dnsName?: string): LoadBalancer | undefined {
    const all = [...this.loadBalancers.values()];
    return dnsName === undefined
      ? all[0]
      : all.find((candidate) => candidate.dnsName.toLowerCase() === dnsName.toLowerCase());
  }

  listenerOf(loadBalancer: LoadBalancer, port: number): Listener | undefined {
    return [...this.listeners.values()].find(
      (listener) => listener.loadBalancerArn === loadBalancer.arn && listener.port === port,
    );
  }

  /** Returns the first matching rule of a listener by priority, or its default action. */
  route(listener: Listener, host: string, path: string): RoutedAction {
    const rule = listener.rules.find(
      ({ hostHeaders, pathPatterns }) =>
        anyMatches(hostHeaders, host, true) && anyMatches(pathPatterns, path, false),
    );
    return rule ? { action: rule.action, rule } : { action: listener.defaultAction };
  }

  targetGroup(arn: string): TargetGroup | undefined {
    return this.targetGroups.get(arn);
  }

  /**
   * Selects a healthy target by round robin; if none is healthy, all are used, as in AWS.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  pickTarget(targetGroup: TargetGroup, isHealthy: (target: Target) => boolean): Target | undefined {
    const healthy = targetGroup.targets.filter(isHealthy);
    const targets = healthy.length > 0 ? healthy : targetGroup.targets;
    const turn = this.nextTarget.get(targetGroup.arn) ?? 0;
    this.nextTarget.set(targetGroup.arn, turn + 1);
    return targets[turn % targets.length];
  }
}

/** Returns whether a status is healthy by a matcher such as `200,403` or `200-299`. */
export function matchesStatus(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = '', to = from] = part.split('-');
    return status >= Number(from) && status <= Number(to);
  });
}

function anyMatches(patterns: readonly string[], value: string, ignoreCase: boolean): boolean {
  return patterns.length === 0 || patterns.some((pattern) => wildcard(pattern, ignoreCase)(value));
}
