/**
 * EC2's query API, as far as the deployed code calls it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
import { randomUUID } from 'node:crypto';
import type { Account } from '../account';
import type { ApiResponse } from './api-response';

export function answerEc2(account: Account, body: string): ApiResponse {
  const parameters = new URLSearchParams(body);
  const action = parameters.get('Action') ?? '';
  if (action !== 'DescribeNetworkInterfaces') {
    return failure('UnsupportedOperation', `The sandbox does not answer ec2 ${action}`);
  }
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
  return xml(
    200,
    '<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' +
      `<requestId>${randomUUID()}</requestId>` +
      `<networkInterfaceSet>${items.join('')}</networkInterfaceSet>` +
      '</DescribeNetworkInterfacesResponse>',
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
