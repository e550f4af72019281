/** Resource types that cost nothing by being there, and why. What their use costs is counted by order. */

const NO_CHARGE = 'no charge';
const PART = 'a part of what is billed, with no price of its own';
const BY_USE = 'billed by use alone';
const BY_STORAGE = 'billed by what it stores alone';
const DURING_DEPLOYMENTS = 'runs during deployments alone';

export const FREE: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': NO_CHARGE,
  'AWS::ApiGateway::BasePathMapping': PART,
  'AWS::ApiGateway::Deployment': PART,
  'AWS::ApiGateway::DomainName': 'a custom domain name is free, private or Regional',
  'AWS::ApiGateway::GatewayResponse': PART,
  'AWS::ApiGateway::Method': PART,
  'AWS::ApiGateway::Model': PART,
  'AWS::ApiGateway::RequestValidator': PART,
  'AWS::ApiGateway::Resource': PART,
  'AWS::ApiGateway::RestApi': BY_USE,
  'AWS::CertificateManager::Certificate': 'public certificates are free',
  'AWS::CodeDeploy::Application': 'free for Lambda',
  'AWS::CodeDeploy::DeploymentGroup': 'free for Lambda',
  'AWS::EC2::FlowLog': 'billed as logs, by the traffic',
  'AWS::EC2::InternetGateway': NO_CHARGE,
  'AWS::EC2::Route': NO_CHARGE,
  'AWS::EC2::RouteTable': NO_CHARGE,
  'AWS::EC2::SecurityGroup': NO_CHARGE,
  'AWS::EC2::SecurityGroupEgress': NO_CHARGE,
  'AWS::EC2::SecurityGroupIngress': NO_CHARGE,
  'AWS::EC2::Subnet': NO_CHARGE,
  'AWS::EC2::SubnetRouteTableAssociation': NO_CHARGE,
  'AWS::EC2::VPC': NO_CHARGE,
  'AWS::EC2::VPCGatewayAttachment': NO_CHARGE,
  'AWS::ElasticLoadBalancingV2::Listener': PART,
  'AWS::ElasticLoadBalancingV2::ListenerRule': PART,
  'AWS::ElasticLoadBalancingV2::TargetGroup': PART,
  'AWS::IAM::InstanceProfile': NO_CHARGE,
  'AWS::IAM::Policy': NO_CHARGE,
  'AWS::IAM::Role': NO_CHARGE,
  'AWS::KMS::Alias': NO_CHARGE,
  'AWS::Lambda::Function': BY_USE,
  'AWS::Lambda::Permission': NO_CHARGE,
  'AWS::Lambda::Version': 'code of a few kilobytes, far within what is free',
  'AWS::Logs::LogGroup': 'billed by what is written to it',
  'AWS::Route53::RecordSet': 'aliases to load balancers are free',
  'AWS::S3::Bucket': BY_STORAGE,
  'AWS::S3::BucketPolicy': NO_CHARGE,
  'AWS::SecretsManager::ResourcePolicy': PART,
  'Custom::ApiGatewayLoggingRole': DURING_DEPLOYMENTS,
  'Custom::ClosedDefaultSecurityGroup': DURING_DEPLOYMENTS,
  'Custom::EndpointAddresses': DURING_DEPLOYMENTS,
};
