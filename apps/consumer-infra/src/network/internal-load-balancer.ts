import { Duration, Validations } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  Protocol,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IpTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClosedSecurityGroup } from '@cross-account/networking';
import { allowClientNetworks } from './client-networks';

/** A host name, and the rule that passes it on. */
export interface ForwardedHost {
  readonly name: string;
  /** Of the rule, 1 to 50,000; no two hosts have the same. */
  readonly priority: number;
}

/** What an {@link InternalLoadBalancer} is made from. */
export interface InternalLoadBalancerProps {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  /** Covers every name in `hosts`. */
  readonly certificate: ICertificate;
  /** Host names that are passed on; any other is answered with a 404. */
  readonly hosts: readonly ForwardedHost[];
  /** IPv4 ranges of further networks whose clients are let in. @default only those of the VPC */
  readonly clientCidrs?: readonly string[];
  /** What the load balancer may connect to: the endpoint. */
  readonly target: IConnectable;
  /** The target's private IP addresses. */
  readonly targetAddresses: readonly string[];
  /** Receives the access logs. */
  readonly accessLogs: IBucket;
  /** Refuse deletion of the load balancer. @default false */
  readonly deletionProtection?: boolean;
}

const HTTPS = Port.tcp(443);

/** The answer to a host name that no service has, in the shape of every other error. */
const UNKNOWN_HOST = JSON.stringify({
  type: 'about:blank',
  title: 'Not Found',
  status: 404,
  code: 'ROUTE.NOT_FOUND',
  detail: 'No service has this host name.',
});

/**
 * Lets clients of the VPC and of the networks that are named reach the services, and nobody else: HTTPS
 * in from their ranges, HTTPS out to the endpoint, one listener rule for each host name.
 */
export class InternalLoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  /** Its `metrics` show unhealthy targets: the endpoint's addresses changed behind our back. */
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      // The text stays as it is: another one would replace the group.
      description: 'Load balancer: in from the VPC, out to the execute-api endpoint',
    });
    allowClientNetworks(securityGroup, props.vpc, props.clientCidrs);
    securityGroup.connections.allowTo(props.target, HTTPS, 'HTTPS to the execute-api endpoint');
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      internetFacing: false,
      securityGroup,
      dropInvalidHeaderFields: true,
      // API Gateway finds the custom domain by the Host header.
      preserveHostHeader: true,
      deletionProtection: props.deletionProtection ?? false,
    });
    Validations.of(this.loadBalancer).acknowledge({
      id: 'NIST.800.53.R5-ALBWAFEnabled',
      reason: 'Internal, for services of the same company; API Gateway validates their requests.',
    });
    this.loadBalancer.logAccessLogs(props.accessLogs);
    this.targetGroup = this.createTargetGroup(props);
    this.addRules(this.createListener(props), props.hosts);
  }

  private createTargetGroup(props: InternalLoadBalancerProps): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, 'Endpoint', {
      vpc: props.vpc,
      targetType: TargetType.IP,
      protocol: ApplicationProtocol.HTTPS,
      port: 443,
      targets: props.targetAddresses.map((address) => new IpTarget(address, 443)),
      // A health check names no service's host, and the endpoint answers 403 to an unknown host.
      healthCheck: { protocol: Protocol.HTTPS, path: '/', healthyHttpCodes: '200,403' },
      deregistrationDelay: Duration.seconds(30),
    });
  }

  private createListener(props: InternalLoadBalancerProps): ApplicationListener {
    return this.loadBalancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [props.certificate],
      sslPolicy: SslPolicy.TLS13_12_RES_PQ,
      // The security group above says who may come in; CDK would open it to 0.0.0.0/0.
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, {
        contentType: 'application/json',
        messageBody: UNKNOWN_HOST,
      }),
    });
  }

  /**
   * A rule is called by its priority and not by its host: whatever hosts become of it, an update has no
   * new rule with the priority of one that is still to be deleted, which the load balancer refuses.
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
   */
  private addRules(listener: ApplicationListener, hosts: readonly ForwardedHost[]): void {
    for (const { name, priority } of hosts) {
      listener.addAction(`Priority${priority}`, {
        priority,
        conditions: [ListenerCondition.hostHeaders([name])],
        action: ListenerAction.forward([this.targetGroup]),
      });
    }
  }
}
