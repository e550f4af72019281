/** The trust policy that every function's role has. */
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

/** A function's role as a resource of a template, without policies. */
export const lambdaRole = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trustsLambda },
};

/** A function as a resource of a template, whose role is the resource `Role`; the key is its asset's. */
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
