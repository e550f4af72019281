import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What an {@link AccessLogBucket} is made from. */
export interface AccessLogBucketProps {
  /** Days that a log file is kept. @default 90 */
  readonly keepDays?: number;
}

/**
 * Keeps a load balancer's access logs: encrypted with S3's own keys (the only ones that load
 * balancers can write with), TLS only, never public, gone after a while. The bucket outlives its
 * stack, since logs are what is read after something went wrong.
 */
export class AccessLogBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps = {}) {
    super(scope, id);
    // Bucket declares an optional property in a way that exactOptionalPropertyTypes refuses as an IBucket.
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          expiration: Duration.days(props.keepDays ?? 90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    }) as IBucket;
  }
}
