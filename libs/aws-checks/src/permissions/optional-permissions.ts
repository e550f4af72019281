/**
 * Permissions that CloudFormation's handlers need only for certain features. The registry schema of a type lists
 * those of all its features.
 */

/** Permissions that are needed with certain properties only, or never. */
export interface OptionalPermissions {
  /** IAM actions, with `*` as a wildcard. */
  readonly actions: readonly string[];
  /** They are needed if a template sets one of these properties; never if it is empty. */
  readonly neededFor: readonly string[];
}

/** Optional permissions by resource type. */
export const optionalPermissions: Readonly<Record<string, readonly OptionalPermissions[]>> = {
  'AWS::ApiGateway::Method': [
    { actions: ['iam:PassRole'], neededFor: ['Integration.Credentials'] },
  ],
  'AWS::ApiGateway::RestApi': [
    { actions: ['iam:PassRole', 's3:GetObject'], neededFor: ['Body', 'BodyS3Location'] },
  ],
  'AWS::Backup::BackupVault': [
    {
      actions: ['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultAccessPolicy'],
      neededFor: ['AccessPolicy'],
    },
    {
      actions: [
        'backup:PutBackupVaultLockConfiguration',
        'backup:DeleteBackupVaultLockConfiguration',
      ],
      neededFor: ['LockConfiguration'],
    },
    {
      actions: ['backup:PutBackupVaultNotifications', 'backup:DeleteBackupVaultNotifications'],
      neededFor: ['Notifications'],
    },
  ],
  'AWS::CertificateManager::Certificate': [
    { actions: ['acm-pca:*'], neededFor: ['CertificateAuthorityArn'] },
  ],
  'AWS::CodeDeploy::DeploymentGroup': [
    {
      actions: ['codedeploy:RegisterOnPremisesInstance'],
      neededFor: ['OnPremisesInstanceTagFilters', 'OnPremisesTagSet'],
    },
  ],
  'AWS::DynamoDB::Table': [
    // Global tables are a separate resource type.
    { actions: ['dynamodb:AssociateTableReplica', 'dynamodb:CreateTableReplica'], neededFor: [] },
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
      neededFor: ['ImportSourceSpecification'],
    },
    {
      actions: [
        ...['kinesis:*', 'dynamodb:DisableKinesisStreamingDestination'],
        ...['dynamodb:EnableKinesisStreamingDestination'],
        'dynamodb:UpdateKinesisStreamingDestination',
      ],
      neededFor: ['KinesisStreamSpecification'],
    },
    {
      actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
      neededFor: ['ResourcePolicy'],
    },
    { actions: ['kms:*'], neededFor: ['SSESpecification'] },
    // For replicas and for Auto Scaling of provisioned capacity.
    { actions: ['iam:CreateServiceLinkedRole'], neededFor: ['ProvisionedThroughput'] },
  ],
  'AWS::EC2::FlowLog': [
    {
      actions: ['s3:*', 'iam:CreateServiceLinkedRole', 'autoscaling:DescribeTags'],
      neededFor: ['LogDestination'],
    },
  ],
  'AWS::EC2::Instance': [
    { actions: ['ssm:CreateAssociation', 'ssm:DeleteAssociation'], neededFor: ['SsmAssociations'] },
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], neededFor: ['Volumes'] },
    { actions: ['ec2:ModifyInstancePlacement'], neededFor: ['Tenancy', 'HostId', 'Affinity'] },
    { actions: ['ec2:ModifyPrivateDnsNameOptions'], neededFor: ['PrivateDnsNameOptions'] },
    { actions: ['ec2:ModifyInstanceCreditSpecification'], neededFor: ['CreditSpecification'] },
  ],
  'AWS::EC2::Subnet': [
    {
      actions: ['ec2:AssociateSubnetCidrBlock', 'ec2:DisassociateSubnetCidrBlock'],
      neededFor: ['Ipv6CidrBlock'],
    },
  ],
  'AWS::EC2::VPC': [
    // What CDK's L2 construct cannot set.
    { actions: ['ec2:CreateVpcEncryptionControl'], neededFor: ['VpcEncryptionControl'] },
    { actions: ['ec2:ModifyVpcTenancy'], neededFor: ['InstanceTenancy'] },
  ],
  'AWS::EC2::VPCEndpoint': [
    { actions: ['vpc-lattice:*'], neededFor: ['ServiceNetworkArn', 'ResourceConfigurationArn'] },
    { actions: ['vpce:AllowMultiRegion'], neededFor: ['ServiceRegion'] },
  ],
  'AWS::EC2::VPCGatewayAttachment': [
    { actions: ['ec2:AttachVpnGateway', 'ec2:DetachVpnGateway'], neededFor: ['VpnGatewayId'] },
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    { actions: ['cognito-idp:*'], neededFor: ['DefaultActions.AuthenticateCognitoConfig'] },
  ],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [
    { actions: ['cognito-idp:*'], neededFor: ['Actions.AuthenticateCognitoConfig'] },
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    {
      actions: ['elasticloadbalancing:ModifyCapacityReservation'],
      neededFor: ['MinimumLoadBalancerCapacity'],
    },
    { actions: ['elasticloadbalancing:ModifyIpPools'], neededFor: ['Ipv4IpamPoolId'] },
  ],
  'AWS::IAM::Policy': [
    { actions: ['iam:*GroupPolicy'], neededFor: ['Groups'] },
    { actions: ['iam:*UserPolicy'], neededFor: ['Users'] },
  ],
  'AWS::IAM::Role': [
    // No deployment should remove a permissions boundary that a platform team has set.
    { actions: ['iam:DeleteRolePermissionsBoundary'], neededFor: [] },
  ],
  'AWS::Lambda::Alias': [
    {
      actions: [
        'lambda:PutProvisionedConcurrencyConfig',
        'lambda:DeleteProvisionedConcurrencyConfig',
      ],
      neededFor: ['ProvisionedConcurrencyConfig'],
    },
  ],
  'AWS::Lambda::Function': [
    { actions: ['elasticfilesystem:*', 's3files:*'], neededFor: ['FileSystemConfigs'] },
    { actions: ['kms:*'], neededFor: ['KmsKeyArn', 'Code.SourceKMSKeyArn'] },
    { actions: ['lambda:GetLayerVersion'], neededFor: ['Layers'] },
    { actions: ['s3:GetObjectVersion'], neededFor: ['Code.S3ObjectVersion'] },
    { actions: ['lambda:PassCapacityProvider'], neededFor: ['CapacityProviderConfig'] },
    {
      actions: [
        ...['lambda:GetCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig'],
        'lambda:DeleteFunctionCodeSigningConfig',
      ],
      neededFor: ['CodeSigningConfigArn'],
    },
    { actions: ['lambda:PutFunctionScalingConfig'], neededFor: ['FunctionScalingConfig'] },
  ],
  'AWS::Lambda::Version': [
    { actions: ['lambda:PutFunctionScalingConfig'], neededFor: ['FunctionScalingConfig'] },
    {
      actions: ['lambda:PutProvisionedConcurrencyConfig'],
      neededFor: ['ProvisionedConcurrencyConfig'],
    },
  ],
  'AWS::Logs::LogGroup': [
    // For the log class DELIVERY, which the schema does not assign to a property.
    { actions: ['firehose:TagDeliveryStream', 's3:REST.PUT.OBJECT'], neededFor: [] },
    { actions: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'], neededFor: ['KmsKeyId'] },
    {
      actions: ['logs:PutDataProtectionPolicy', 'logs:DeleteDataProtectionPolicy'],
      neededFor: ['DataProtectionPolicy'],
    },
    {
      actions: ['logs:PutIndexPolicy', 'logs:DeleteIndexPolicy'],
      neededFor: ['FieldIndexPolicies'],
    },
    {
      actions: ['logs:PutResourcePolicy', 'logs:DeleteResourcePolicy', 'logs:CreateLogDelivery'],
      neededFor: ['ResourcePolicyDocument'],
    },
    {
      actions: ['logs:PutBearerTokenAuthentication'],
      neededFor: ['BearerTokenAuthenticationEnabled'],
    },
  ],
  'AWS::Route53::HostedZone': [
    { actions: ['route53:*QueryLoggingConfig'], neededFor: ['QueryLoggingConfig'] },
    { actions: ['route53:UpdateHostedZoneFeatures'], neededFor: ['HostedZoneFeatures'] },
  ],
  'AWS::S3::Bucket': [
    {
      actions: ['iam:PassRole', 's3:PutReplicationConfiguration', 's3:*BucketReplication'],
      neededFor: ['ReplicationConfiguration'],
    },
    {
      actions: ['s3tables:*', 's3:*Metadata*TableConfiguration'],
      neededFor: ['MetadataTableConfiguration', 'MetadataConfiguration'],
    },
    { actions: ['s3:PutAccelerateConfiguration'], neededFor: ['AccelerateConfiguration'] },
    {
      actions: ['s3:PutAnalyticsConfiguration', 's3:DeleteBucketAnalyticsConfiguration'],
      neededFor: ['AnalyticsConfigurations'],
    },
    { actions: ['s3:PutBucketAbac'], neededFor: ['AbacStatus'] },
    { actions: ['s3:PutBucketCORS', 's3:DeleteBucketCors'], neededFor: ['CorsConfiguration'] },
    { actions: ['s3:PutBucketLogging'], neededFor: ['LoggingConfiguration'] },
    { actions: ['s3:PutBucketNotification'], neededFor: ['NotificationConfiguration'] },
    {
      actions: ['s3:PutBucketObjectLockConfiguration', 's3:PutObjectLockConfiguration'],
      neededFor: ['ObjectLockConfiguration'],
    },
    { actions: ['s3:*BucketWebsite'], neededFor: ['WebsiteConfiguration'] },
    {
      actions: ['s3:PutIntelligentTieringConfiguration'],
      neededFor: ['IntelligentTieringConfigurations'],
    },
    { actions: ['s3:PutInventoryConfiguration'], neededFor: ['InventoryConfigurations'] },
    {
      actions: ['s3:PutMetricsConfiguration', 's3:DeleteBucketMetricsConfiguration'],
      neededFor: ['MetricsConfigurations'],
    },
    {
      actions: ['s3:PutBucketAcl', 's3:PutObjectAcl', 's3:GetBucketAcl'],
      neededFor: ['AccessControl'],
    },
    // Only for the handler's contract tests, which empty their buckets.
    { actions: ['s3:DeleteObject'], neededFor: [] },
  ],
  'AWS::SecretsManager::Secret': [
    { actions: ['secretsmanager:GetRandomPassword'], neededFor: ['GenerateSecretString'] },
    {
      actions: [
        'secretsmanager:ReplicateSecretToRegions',
        'secretsmanager:RemoveRegionsFromReplication',
      ],
      neededFor: ['ReplicaRegions'],
    },
  ],
};
