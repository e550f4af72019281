/** Application Load Balancers of one account: listeners, their rules, and target groups. */
import { wildcard } from '../iam/wildcard';

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
  readonly defaultAction: Action;
  /** By priority. */
  readonly rules: readonly ListenerRule[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly dnsName: string;
  /** Whether it takes out headers whose names are not of letters, digits and hyphens. */
  readonly dropsInvalidHeaders: boolean;
}

export interface TargetGroup {
  readonly arn: string;
  readonly port: number;
  readonly targets: readonly string[];
}

/** The rule that took a request; `rule` is undefined where it was the listener's default action. */
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

  /** Its listeners go with it. */
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

  /** Creates a listener, or changes the one of that ARN, which keeps its rules. */
  putListener(listener: Omit<Listener, 'rules'>): Listener {
    const put = { ...listener, rules: this.listeners.get(listener.arn)?.rules ?? [] };
    this.listeners.set(listener.arn, put);
    return put;
  }

  /** Its rules go with it. */
  deleteListener(arn: string): void {
    this.listeners.delete(arn);
  }

  /**
   * Creates a rule, or changes the one of that ARN.
   *
   * @throws {Error} when the account has no such listener, or another rule of it has the priority.
   */
  putRule(listenerArn: string, rule: ListenerRule): void {
    const listener = this.listeners.get(listenerArn);
    if (!listener) throw new Error(`There is no listener ${listenerArn}`);
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

  /** The load balancer with this DNS name, or, without one, the account's first. */
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

  /** What a listener does with a request: its first matching rule by priority, or its default. */
  route(listener: Listener, host: string, path: string): RoutedAction {
    const rule = listener.rules.find(
      ({ hostHeaders, pathPatterns }) =>
        anyMatches(hostHeaders, host, true) && anyMatches(pathPatterns, path, false),
    );
    return rule ? { action: rule.action, rule } : { action: listener.defaultAction };
  }

  /** The address of a target, taken in turn. */
  pickTarget(targetGroupArn: string): string | undefined {
    const targets = this.targetGroups.get(targetGroupArn)?.targets ?? [];
    const turn = this.nextTarget.get(targetGroupArn) ?? 0;
    this.nextTarget.set(targetGroupArn, turn + 1);
    return targets[turn % targets.length];
  }
}

function anyMatches(patterns: readonly string[], value: string, ignoreCase: boolean): boolean {
  return patterns.length === 0 || patterns.some((pattern) => wildcard(pattern, ignoreCase)(value));
}
