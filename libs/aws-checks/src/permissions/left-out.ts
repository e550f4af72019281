/**
 * What handlers of CloudFormation may ask for, but not in these stacks: a schema lists the permissions
 * of all features of its type.
 */

/** Permissions that are asked for with certain properties only, or never. */
export interface LeftOut {
  /** Of IAM, `*` standing for anything. */
  readonly actions: readonly string[];
  /** They are needed once a template sets one of these; nothing else needs them. */
  readonly unless: readonly string[];
}

/** By resource type; what no property asks for has none, and says why. */
export const leftOut: Readonly<Record<string, readonly LeftOut[]>> = {
  'AWS::ApiGateway::Method': [{ actions: ['iam:PassRole'], unless: ['Integration.Credentials'] }],
  'AWS::ApiGateway::RestApi': [
    { actions: ['iam:PassRole', 's3:GetObject'], unless: ['Body', 'BodyS3Location'] },
  ],
  'AWS::Backup::BackupVault': [
    {
      actions: ['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultAccessPolicy'],
      unless: ['AccessPolicy'],
    },
    {
      actions: [
        'backup:PutBackupVaultLockConfiguration',
        'backup:DeleteBackupVaultLockConfiguration',
      ],
      unless: ['LockConfiguration'],
    },
    {
      actions: ['backup:PutBackupVaultNotifications', 'backup:DeleteBackupVaultNotifications'],
      unless: ['Notifications'],
    },
  ],
  'AWS::CertificateManager::Certificate': [
    { actions: ['acm-pca:*'], unless: ['CertificateAuthorityArn'] },
  ],
  'AWS::CodeDeploy::DeploymentGroup': [
    {
      actions: ['codedeploy:RegisterOnPremisesInstance'],
      unless: ['OnPremisesInstanceTagFilters', 'OnPremisesTagSet'],
    },
  ],
  'AWS::DynamoDB::Table': [
    // Global tables are a type of their own.
    { actions: ['dynamodb:AssociateTableReplica', 'dynamodb:CreateTableReplica'], unless: [] },
    {
      actions: [
        ...[
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
        ],
        ...['dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'dynamodb:DescribeImport'],
        ...['dynamodb:ImportTable', 's3:*', 'logs:*'],
      ],
      unless: ['ImportSourceSpecification'],
    },
    {
      actions: [
        ...['kinesis:*', 'dynamodb:DisableKinesisStreamingDestination'],
        ...['dynamodb:EnableKinesisStreamingDestination'],
        'dynamodb:UpdateKinesisStreamingDestination',
      ],
      unless: ['KinesisStreamSpecification'],
    },
    {
      actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
      unless: ['ResourcePolicy'],
    },
    { actions: ['kms:*'], unless: ['SSESpecification'] },
    // For replicas and for Auto Scaling of provisioned capacity.
    { actions: ['iam:CreateServiceLinkedRole'], unless: ['ProvisionedThroughput'] },
  ],
  'AWS::EC2::FlowLog': [
    {
      actions: ['s3:*', 'iam:CreateServiceLinkedRole', 'autoscaling:DescribeTags'],
      unless: ['LogDestination'],
    },
  ],
  'AWS::EC2::Instance': [
    { actions: ['ssm:CreateAssociation', 'ssm:DeleteAssociation'], unless: ['SsmAssociations'] },
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], unless: ['Volumes'] },
    { actions: ['ec2:ModifyInstancePlacement'], unless: ['Tenancy', 'HostId', 'Affinity'] },
    { actions: ['ec2:ModifyPrivateDnsNameOptions'], unless: ['PrivateDnsNameOptions'] },
    { actions: ['ec2:ModifyInstanceCreditSpecification'], unless: ['CreditSpecification'] },
  ],
  'AWS::EC2::Subnet': [
    {
      actions: ['ec2:AssociateSubnetCidrBlock', 'ec2:DisassociateSubnetCidrBlock'],
      unless: ['Ipv6CidrBlock'],
    },
  ],
  'AWS::EC2::VPC': [
    // What CDK's L2 construct cannot set.
    { actions: ['ec2:CreateVpcEncryptionControl'], unless: ['VpcEncryptionControl'] },
    { actions: ['ec2:ModifyVpcTenancy'], unless: ['InstanceTenancy'] },
  ],
  'AWS::EC2::VPCEndpoint': [
    { actions: ['vpc-lattice:*'], unless: ['ServiceNetworkArn', 'ResourceConfigurationArn'] },
    { actions: ['vpce:AllowMultiRegion'], unless: ['ServiceRegion'] },
  ],
  'AWS::EC2::VPCGatewayAttachment': [
    { actions: ['ec2:AttachVpnGateway', 'ec2:DetachVpnGateway'], unless: ['VpnGatewayId'] },
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    { actions: ['cognito-idp:*'], unless: ['DefaultActions.AuthenticateCognitoConfig'] },
  ],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [
    { actions: ['cognito-idp:*'], unless: ['Actions.AuthenticateCognitoConfig'] },
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    {
      actions: ['elasticloadbalancing:ModifyCapacityReservation'],
      unless: ['MinimumLoadBalancerCapacity'],
    },
    { actions: ['elasticloadbalancing:ModifyIpPools'], unless: ['Ipv4IpamPoolId'] },
  ],
  'AWS::IAM::Policy': [
    { actions: ['iam:*GroupPolicy'], unless: ['Groups'] },
    { actions: ['iam:*UserPolicy'], unless: ['Users'] },
  ],
  'AWS::IAM::Role': [
    // Where a platform team has set a boundary, no deployment is to take it away.
    { actions: ['iam:DeleteRolePermissionsBoundary'], unless: [] },
  ],
  'AWS::Lambda::Alias': [
    {
      actions: [
        'lambda:PutProvisionedConcurrencyConfig',
        'lambda:DeleteProvisionedConcurrencyConfig',
      ],
      unless: ['ProvisionedConcurrencyConfig'],
    },
  ],
  'AWS::Lambda::Function': [
    { actions: ['elasticfilesystem:*', 's3files:*'], unless: ['FileSystemConfigs'] },
    { actions: ['kms:*'], unless: ['KmsKeyArn', 'Code.SourceKMSKeyArn'] },
    { actions: ['lambda:GetLayerVersion'], unless: ['Layers'] },
    { actions: ['s3:GetObjectVersion'], unless: ['Code.S3ObjectVersion'] },
    { actions: ['lambda:PassCapacityProvider'], unless: ['CapacityProviderConfig'] },
    {
      actions: [
        ...['lambda:GetCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig'],
        'lambda:DeleteFunctionCodeSigningConfig',
      ],
      unless: ['CodeSigningConfigArn'],
    },
    { actions: ['lambda:PutFunctionScalingConfig'], unless: ['FunctionScalingConfig'] },
  ],
  'AWS::Lambda::Version': [
    { actions: ['lambda:PutFunctionScalingConfig'], unless: ['FunctionScalingConfig'] },
    {
      actions: ['lambda:PutProvisionedConcurrencyConfig'],
      unless: ['ProvisionedConcurrencyConfig'],
    },
  ],
  'AWS::Logs::LogGroup': [
    // A class of log groups that is delivered elsewhere, of which the schema says no property.
    { actions: ['firehose:TagDeliveryStream', 's3:REST.PUT.OBJECT'], unless: [] },
    { actions: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'], unless: ['KmsKeyId'] },
    {
      actions: ['logs:PutDataProtectionPolicy', 'logs:DeleteDataProtectionPolicy'],
      unless: ['DataProtectionPolicy'],
    },
    { actions: ['logs:PutIndexPolicy', 'logs:DeleteIndexPolicy'], unless: ['FieldIndexPolicies'] },
    {
      actions: ['logs:PutResourcePolicy', 'logs:DeleteResourcePolicy', 'logs:CreateLogDelivery'],
      unless: ['ResourcePolicyDocument'],
    },
    {
      actions: ['logs:PutBearerTokenAuthentication'],
      unless: ['BearerTokenAuthenticationEnabled'],
    },
  ],
  'AWS::Route53::HostedZone': [
    { actions: ['route53:*QueryLoggingConfig'], unless: ['QueryLoggingConfig'] },
    { actions: ['route53:UpdateHostedZoneFeatures'], unless: ['HostedZoneFeatures'] },
  ],
  'AWS::S3::Bucket': [
    {
      actions: ['iam:PassRole', 's3:PutReplicationConfiguration', 's3:*BucketReplication'],
      unless: ['ReplicationConfiguration'],
    },
    {
      actions: ['s3tables:*', 's3:*Metadata*TableConfiguration'],
      unless: ['MetadataTableConfiguration', 'MetadataConfiguration'],
    },
    { actions: ['s3:PutAccelerateConfiguration'], unless: ['AccelerateConfiguration'] },
    {
      actions: ['s3:PutAnalyticsConfiguration', 's3:DeleteBucketAnalyticsConfiguration'],
      unless: ['AnalyticsConfigurations'],
    },
    { actions: ['s3:PutBucketAbac'], unless: ['AbacStatus'] },
    { actions: ['s3:PutBucketCORS', 's3:DeleteBucketCors'], unless: ['CorsConfiguration'] },
    { actions: ['s3:PutBucketLogging'], unless: ['LoggingConfiguration'] },
    { actions: ['s3:PutBucketNotification'], unless: ['NotificationConfiguration'] },
    {
      actions: ['s3:PutBucketObjectLockConfiguration', 's3:PutObjectLockConfiguration'],
      unless: ['ObjectLockConfiguration'],
    },
    { actions: ['s3:*BucketWebsite'], unless: ['WebsiteConfiguration'] },
    {
      actions: ['s3:PutIntelligentTieringConfiguration'],
      unless: ['IntelligentTieringConfigurations'],
    },
    { actions: ['s3:PutInventoryConfiguration'], unless: ['InventoryConfigurations'] },
    {
      actions: ['s3:PutMetricsConfiguration', 's3:DeleteBucketMetricsConfiguration'],
      unless: ['MetricsConfigurations'],
    },
    {
      actions: ['s3:PutBucketAcl', 's3:PutObjectAcl', 's3:GetBucketAcl'],
      unless: ['AccessControl'],
    },
    // Of buckets that CloudFormation empties for the tests of the schema.
    { actions: ['s3:DeleteObject'], unless: [] },
  ],
  'AWS::SecretsManager::Secret': [
    { actions: ['secretsmanager:GetRandomPassword'], unless: ['GenerateSecretString'] },
    {
      actions: [
        'secretsmanager:ReplicateSecretToRegions',
        'secretsmanager:RemoveRegionsFromReplication',
      ],
      unless: ['ReplicaRegions'],
    },
  ],
};
