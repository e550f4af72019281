import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Acknowledgment } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The properties of an {@link AccessLogBucket}. */
export interface AccessLogBucketProps {
  /** Retention of log files in days. @default 90 */
  readonly keepDays?: number;
}

const IS_THE_LOG =
  'Contains access logs; server access logs of this bucket would log their own delivery.';
const NOT_WORTH_IT =
  'Written once by the load balancer, read for investigations only, and deleted after a retention period.';

/** Acknowledgements of cdk-nag rules that don't apply to a bucket for access logs. */
const notOfLogs: readonly Acknowledgment[] = [
  { id: 'AwsSolutions-S1', reason: IS_THE_LOG },
  { id: 'NIST.800.53.R5-S3BucketLoggingEnabled', reason: IS_THE_LOG },
  { id: 'NIST.800.53.R5-S3BucketReplicationEnabled', reason: NOT_WORTH_IT },
  { id: 'NIST.800.53.R5-S3BucketVersioningEnabled', reason: NOT_WORTH_IT },
  {
    id: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    reason:
      'Application Load Balancers can write only to buckets that are encrypted with S3 managed keys.',
  },
];

/**
 * A bucket for a load balancer's access logs: encrypted with S3 managed keys (load balancers support no
 * others), TLS only, never public, with expiration. The bucket is retained when its stack is deleted, since
 * logs are needed after an incident.
 */
export class AccessLogBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps = {}) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
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
      // Also retained when a creation is rolled back: the load balancer has written a test file by then, and
      // a bucket that is not empty can't be deleted.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Bucket is incompatible with IBucket under exactOptionalPropertyTypes.
    this.bucket = bucket as IBucket;
    Validations.of(bucket).acknowledge(...notOfLogs);
  }
}
