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
