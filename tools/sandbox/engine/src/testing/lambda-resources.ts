/** The trust policy of a function's role. */
export const trustsLambda = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};

/** A role resource of a function, without policies. */
export const lambdaRole = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trustsLambda },
};

/** Returns a function resource with the resource `Role` as its role. @param S3Key the key of its asset. */
export const lambdaFunction = (
  S3Key: string,
  properties: Readonly<Record<string, unknown>> = {},
) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Key },
    Handler: 'handler.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Runtime: 'nodejs24.x',
    ...properties,
  },
});
