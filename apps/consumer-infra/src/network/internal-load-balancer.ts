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

/** A host name, and the priority of its listener rule. */
export interface ForwardedHost {
  readonly name: string;
  /** Priority of the rule, 1 to 50,000; unique. */
  readonly priority: number;
}

/** The properties of an {@link InternalLoadBalancer}. */
export interface InternalLoadBalancerProps {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  /** A certificate for all names in `hosts`. */
  readonly certificate: ICertificate;
  /** Host names that are forwarded; all others get a 404. */
  readonly hosts: readonly ForwardedHost[];
  /** IPv4 ranges of further networks whose clients are allowed. @default only those of the VPC */
  readonly clientCidrs?: readonly string[];
  /** The target of the load balancer's connections: the endpoint. */
  readonly target: IConnectable;
  /** The target's private IP addresses. */
  readonly targetAddresses: readonly string[];
  /** Receives the access logs. */
  readonly accessLogs: IBucket;
  /** Refuse deletion of the load balancer. @default false */
  readonly deletionProtection?: boolean;
}

const HTTPS = Port.tcp(443);

/** The response for an unknown host name, in the same format as all other errors. */
const UNKNOWN_HOST = JSON.stringify({
  type: 'about:blank',
  title: 'Not Found',
  status: 404,
  code: 'ROUTE.NOT_FOUND',
  detail: 'No service has this host name.',
});

/**
 * A load balancer through which clients in the VPC and in specific networks reach the services: HTTPS inbound
 * from their ranges only, HTTPS outbound to the endpoint, and one listener rule for each host name.
 */
export class InternalLoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  /** The target group. Unhealthy targets in its `metrics` mean that the endpoint's addresses have changed. */
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      // A change of this description would replace the group.
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
      // API Gateway selects the custom domain name by the Host header.
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
      // Health checks have no service's host name, and the endpoint returns 403 for an unknown host.
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
      // The security group above defines ingress; CDK would open it to 0.0.0.0/0.
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, {
        contentType: 'application/json',
        messageBody: UNKNOWN_HOST,
      }),
    });
  }

  /**
   * The ID of a rule contains its priority, not its host: otherwise an update of hosts could create a rule
   * with the priority of one that is not deleted yet, which the load balancer rejects.
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
