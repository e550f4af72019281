/**
 * Resource types whose replacement or deletion loses something that a deployment can't restore, with a
 * description of it for reviewers.
 */
export const STATEFUL_TYPES: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'its backups',
  'AWS::Cognito::UserPool': 'its users',
  'AWS::DocDB::DBCluster': 'its data',
  'AWS::DynamoDB::GlobalTable': 'its items',
  'AWS::DynamoDB::Table': 'its items',
  'AWS::EC2::Volume': 'its data',
  'AWS::EC2::VPCEndpoint': 'its ID, which policies name to admit callers',
  'AWS::ECR::Repository': 'its images',
  'AWS::EFS::FileSystem': 'its files',
  'AWS::ElastiCache::ReplicationGroup': 'its data',
  'AWS::Kinesis::Stream': 'its records',
  'AWS::KMS::Key': 'the key to all data that is encrypted with it',
  'AWS::Logs::LogGroup': 'its logs',
  'AWS::Neptune::DBCluster': 'its data',
  'AWS::OpenSearchService::Domain': 'its indexes',
  'AWS::RDS::DBCluster': 'its data',
  'AWS::RDS::DBInstance': 'its data',
  'AWS::Redshift::Cluster': 'its data',
  'AWS::Route53::HostedZone': 'its records and name servers',
  'AWS::S3::Bucket': 'its objects',
  'AWS::SecretsManager::Secret': 'its value, and the ARN by which others read it',
  'AWS::SNS::Topic': 'its subscriptions',
  'AWS::SQS::Queue': 'its messages',
};
