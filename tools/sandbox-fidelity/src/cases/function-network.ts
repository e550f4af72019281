/** The network path from a function to DynamoDB: its security group, its routes, and the gateway endpoint. */
import { docs, food, FOOD } from '../edits';
import type { FidelityCase, TemplateEdit } from '../fidelity-case';
import { including } from '../part';

const GROUP = 'Microservice/Network/FunctionSecurityGroup';
const EGRESS = `${GROUP}/to pl-66a5400f:443`;
const ENDPOINT = 'Microservice/Network/Vpc/DynamoDb/Resource';
const SUBNET = 'Microservice/Network/Vpc/PrivateSubnet1';

/** The function's response after its timeout: the client may try again. */
const unavailable = { status: 503, body: { code: 'SERVICE.UNAVAILABLE' } };

const unreachable = (
  name: string,
  construct: string,
  edits: readonly TemplateEdit[],
): FidelityCase => ({
  name,
  edits,
  answer: unavailable,
  cause: {
    hop: 'function network',
    decision: { kind: 'rule', constructPaths: including(`${FOOD}/${construct}`) },
  },
  source: docs.gatewayEndpoints,
});

export const functionNetwork: readonly FidelityCase[] = [
  unreachable('refuses an outbound connection without an egress rule', `${GROUP}/Resource`, [
    food.remove(EGRESS),
  ]),
  unreachable('refuses an outbound connection to another port', EGRESS, [
    food.set(EGRESS, ['FromPort'], 8000),
    food.set(EGRESS, ['ToPort'], 8001),
  ]),
  unreachable('refuses an outbound connection with another protocol', EGRESS, [
    food.set(EGRESS, ['IpProtocol'], 'udp'),
  ]),
  unreachable('refuses an outbound connection to the prefix list of another service', EGRESS, [
    food.set(EGRESS, ['DestinationPrefixListId'], 'pl-6ea54007'),
  ]),
  unreachable(
    'has no route to an endpoint that is missing from the route table',
    `${SUBNET}/Subnet`,
    [food.set(ENDPOINT, ['RouteTableIds'], [])],
  ),
  unreachable('has no route out of a subnet without its route table', `${SUBNET}/Subnet`, [
    food.remove(`${SUBNET}/RouteTableAssociation`),
  ]),
];
