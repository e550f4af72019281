/**
 * Resource types without costs at rest, with the reason. The costs of their use are included in the costs of
 * orders.
 */

const NO_CHARGE = 'no charge';
const PART = 'a part of a billed resource, not priced separately';
const BY_USE = 'billed by usage only';
const BY_STORAGE = 'billed by the stored data only';
const DURING_DEPLOYMENTS = 'runs during deployments only';

export const FREE: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': NO_CHARGE,
  'AWS::ApiGateway::BasePathMapping': PART,
  'AWS::ApiGateway::BasePathMappingV2': PART,
  'AWS::ApiGateway::Deployment': PART,
  'AWS::ApiGateway::DomainName': 'a custom domain name is free, private or Regional',
  'AWS::ApiGateway::DomainNameAccessAssociation': NO_CHARGE,
  'AWS::ApiGateway::DomainNameV2': 'a custom domain name is free, private or Regional',
  'AWS::ApiGateway::GatewayResponse': PART,
  'AWS::ApiGateway::Method': PART,
  'AWS::ApiGateway::Model': PART,
  'AWS::ApiGateway::RequestValidator': PART,
  'AWS::ApiGateway::Resource': PART,
  'AWS::ApiGateway::RestApi': BY_USE,
  'AWS::Backup::BackupPlan': NO_CHARGE,
  'AWS::Backup::BackupSelection': NO_CHARGE,
  'AWS::Backup::BackupVault': BY_STORAGE,
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
  'AWS::Lambda::Version': 'code of a few kilobytes, far below the free tier',
  'AWS::Logs::LogGroup': 'billed by the data that is written to it',
  'AWS::RAM::ResourceShare': NO_CHARGE,
  'AWS::Route53::RecordSet': 'aliases to load balancers and endpoints are free',
  'AWS::S3::Bucket': BY_STORAGE,
  'AWS::S3::BucketPolicy': NO_CHARGE,
  'AWS::SecretsManager::ResourcePolicy': PART,
  'Custom::ApiGatewayLoggingRole': DURING_DEPLOYMENTS,
  'Custom::ClosedDefaultSecurityGroup': DURING_DEPLOYMENTS,
  'Custom::EndpointAddresses': DURING_DEPLOYMENTS,
};
