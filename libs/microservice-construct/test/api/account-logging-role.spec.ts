import { Match } from 'aws-cdk-lib/assertions';
import { synthService } from '../support/synth-service';

const template = synthService();

const ROLE = 'AccountLoggingRole[0-9A-F]{8}$';
const SETTING = 'Custom::ApiGatewayLoggingRole';

describe('access logs in an account without an API Gateway logging role', () => {
  it('are set up by a custom resource and not by AWS::ApiGateway::Account, which overwrites', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    template.hasResourceProperties(SETTING, {
      RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(ROLE), 'Arn'] },
      ServiceTimeout: '240',
    });
  });

  it('are written with a retained role, since other APIs may use it', () => {
    template.hasResource('AWS::IAM::Role', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }],
        },
      },
    });
  });

  it('may only change the account’s settings, and pass only that role', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['apigateway:GET', 'apigateway:PATCH'],
            Resource: { 'Fn::Join': ['', Match.arrayWith(['::/account'])] },
          },
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp(ROLE), 'Arn'] },
            Condition: { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } },
          },
        ]),
      },
    });
  });

  it('are set up before the stage that writes them', () => {
    const [setting] = Object.keys(template.findResources(SETTING));
    template.hasResource('AWS::ApiGateway::Stage', {
      DependsOn: Match.arrayWith([setting]),
    });
  });

  it('are set up only after the function has its permissions', () => {
    template.hasResource(SETTING, {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('SetterRoleDefaultPolicy')]),
    });
  });
});
