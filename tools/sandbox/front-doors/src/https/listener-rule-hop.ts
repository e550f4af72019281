/** Evaluates the rules of a load balancer's listener: forwards to a target group, or returns a fixed response. */
import { deferredDecision, type RuleDecision } from '@sandbox/kernel/decision';
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { NetworkEnd } from '@sandbox/services/ec2/connection';
import type {
  Listener,
  LoadBalancer,
  RoutedAction,
  TargetGroup,
} from '@sandbox/services/elasticloadbalancing/elastic-load-balancing';
import type { AccountWith } from '@sandbox/services/services';
import { passed, refused, refusedByRule, type Step } from '../pipeline';
import type { RequestIdentity } from './client-request';
import { html } from './load-balancer-response';
import { HTTPS_PORT } from './load-balancer-hop';

interface ForwardedRequest {
  readonly request: HttpRequest;
  readonly identity: Pick<RequestIdentity, 'traceId'>;
  readonly loadBalancer: LoadBalancer;
  readonly client: NetworkEnd;
  readonly node: NetworkEnd;
}

interface ListenerRequest extends ForwardedRequest {
  readonly network: AccountWith<'elasticloadbalancing'>;
  readonly listener: Listener;
}

interface ToTargetGroup {
  readonly targetGroup: TargetGroup;
  /** The request with the headers that a load balancer adds. */
  readonly request: HttpRequest;
}

export function listenerRule(context: ListenerRequest): Step<ToTargetGroup, HttpResponse> {
  const { request, listener } = context;
  const { elasticloadbalancing } = context.network;
  const { host, path } = request;
  const routed = elasticloadbalancing.route(listener, host, path);
  const { action, rule } = routed;
  const decision = deferredDecision(2 * (host.length + path.length), () =>
    routing(host, path, listener, routed),
  );
  if (action.type === 'fixed-response') {
    const { statusCode, contentType, body } = action;
    const response = { status: statusCode, headers: { 'content-type': contentType }, body };
    return refused(response, rule?.constructPath ?? 'no rule matches the host name', decision);
  }
  const targetGroup = elasticloadbalancing.targetGroup(action.targetGroupArn);
  if (!targetGroup || targetGroup.targets.length === 0) {
    const name = targetGroup?.constructPath ?? action.targetGroupArn;
    const constructPaths = targetGroup ? [targetGroup.constructPath] : [];
    const unavailable = html(503, 'Service Temporarily Unavailable');
    return refusedByRule(unavailable, `${name} has no targets`, constructPaths);
  }
  const taken = rule?.constructPath ?? 'default action';
  const detail = `${taken} to ${targetGroup.constructPath}`;
  return passed({ targetGroup, request: withForwardedHeaders(context) }, detail, decision);
}

/** Returns the trace line of the matching rule, or of the default action. */
function routing(
  host: string,
  path: string,
  listener: Listener,
  { action, rule }: RoutedAction,
): RuleDecision {
  const rules = rule ? [rule] : listener.rules;
  const takes = rule ? `rule ${rule.priority}` : 'the default action';
  return {
    kind: 'rule',
    rule: `${takes} of the listener, ${action.type}`,
    constructPaths: [...rules.map(({ constructPath }) => constructPath), listener.constructPath],
    checks: rules.flatMap(({ constructPath, hostHeaders, pathPatterns }) => [
      ...(hostHeaders.length > 0
        ? [check(`${constructPath}: host-header`, hostHeaders, host, rule !== undefined)]
        : []),
      ...(pathPatterns.length > 0
        ? [check(`${constructPath}: path-pattern`, pathPatterns, path, rule !== undefined)]
        : []),
    ]),
  };
}

function check(name: string, patterns: readonly string[], actual: string, holds: boolean) {
  return { name, expected: patterns.join(' or '), actual, holds };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
function withForwardedHeaders({
  request,
  loadBalancer,
  client,
  node,
  identity,
}: ForwardedRequest): HttpRequest {
  const kept = loadBalancer.dropsInvalidHeaders
    ? request.headers.filter(([name]) => /^[A-Za-z0-9-]+$/.test(name))
    : request.headers;
  const before = kept.filter(([name]) => name.toLowerCase() === 'x-forwarded-for');
  const own = new Set([
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-amzn-trace-id',
  ]);
  return {
    ...request,
    sourceIp: node.address,
    headers: [
      ...kept.filter(([name]) => !own.has(name.toLowerCase())),
      ['X-Forwarded-For', [...before.map(([, value]) => value), client.address].join(', ')],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Port', String(HTTPS_PORT)],
      ['X-Amzn-Trace-Id', identity.traceId],
    ],
  };
}
