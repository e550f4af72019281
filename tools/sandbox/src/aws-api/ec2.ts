/**
 * EC2's query API, as far as the deployed code calls it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html
 */
import { randomUUID } from 'node:crypto';
import type { Account } from '../account';
import type { ApiResponse } from './api-response';

type Operation = (account: Account, parameters: URLSearchParams) => ApiResponse;

const operations: Readonly<Record<string, Operation>> = {
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  RevokeSecurityGroupIngress: revokeRules,
  RevokeSecurityGroupEgress: revokeRules,
};

export function answerEc2(account: Account, body: string): ApiResponse {
  const parameters = new URLSearchParams(body);
  const action = parameters.get('Action') ?? '';
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (operation) return operation(account, parameters);
  return failure('UnsupportedOperation', `The sandbox does not answer ec2 ${escapeXml(action)}`);
}

function describeNetworkInterfaces(account: Account, parameters: URLSearchParams): ApiResponse {
  const ids = [...parameters.entries()]
    .filter(([name]) => name.startsWith('NetworkInterfaceId.'))
    .map(([, id]) => id);
  const found = account.ec2.networkInterfaces(ids);
  const missing = ids.find((id) => !found.some((candidate) => candidate.id === id));
  if (missing) {
    return failure(
      'InvalidNetworkInterfaceID.NotFound',
      `The networkInterface ID '${escapeXml(missing)}' does not exist`,
    );
  }
  const items = found.map(
    ({ id, subnetId, privateIpAddress }) =>
      `<item><networkInterfaceId>${id}</networkInterfaceId><subnetId>${subnetId}</subnetId>` +
      `<privateIpAddress>${privateIpAddress}</privateIpAddress></item>`,
  );
  return success(
    'DescribeNetworkInterfaces',
    `<networkInterfaceSet>${items.join('')}</networkInterfaceSet>`,
  );
}

/** The default group of a VPC has no rules here, and no resource of the sandbox uses it. */
function revokeRules(account: Account, parameters: URLSearchParams): ApiResponse {
  const groupId = parameters.get('GroupId') ?? '';
  if (!account.ec2.hasDefaultSecurityGroup(groupId)) {
    return failure(
      'InvalidGroup.NotFound',
      `The security group '${escapeXml(groupId)}' does not exist`,
    );
  }
  return success(parameters.get('Action') ?? '', '<return>true</return>');
}

function success(action: string, content: string): ApiResponse {
  return xml(
    200,
    `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">` +
      `<requestId>${randomUUID()}</requestId>${content}</${action}Response>`,
  );
}

function failure(code: string, message: string): ApiResponse {
  return xml(
    400,
    `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>` +
      `<RequestID>${randomUUID()}</RequestID></Response>`,
  );
}

function xml(status: number, body: string): ApiResponse {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
