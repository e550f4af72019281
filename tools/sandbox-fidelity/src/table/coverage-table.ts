/** The number of types, properties and API operations of each service that the sandbox emulates. */
import { services } from '@sandbox/front-doors/aws-api/services';
import { declaredProperties, kinds, typeNames, type DeclaredProperty } from './declared-properties';
import { table, type Row } from './markdown';

interface Service {
  readonly title: string;
  /** The service in the names of its resource types. @default no type is emulated */
  readonly types?: string;
  /** The signing name of its API. @default the API is not emulated */
  readonly api?: string;
  /** The number of operations of its API, in the model of botocore 1.43.11 of May 2026. */
  readonly operations: number;
}

const emulatedServices: readonly Service[] = [
  { title: 'API Gateway', types: 'ApiGateway', api: 'apigateway', operations: 124 },
  { title: 'CloudFormation', api: 'cloudformation', operations: 90 },
  { title: 'CloudWatch Logs', types: 'Logs', api: 'logs', operations: 113 },
  { title: 'DynamoDB', types: 'DynamoDB', api: 'dynamodb', operations: 57 },
  { title: 'EC2', types: 'EC2', api: 'ec2', operations: 765 },
  { title: 'Elastic Load Balancing', types: 'ElasticLoadBalancingV2', operations: 51 },
  { title: 'EventBridge Scheduler', types: 'Scheduler', operations: 12 },
  { title: 'IAM', types: 'IAM', operations: 176 },
  { title: 'KMS', types: 'KMS', api: 'kms', operations: 54 },
  { title: 'Lambda', types: 'Lambda', api: 'lambda', operations: 85 },
  { title: 'Resource Access Manager', types: 'RAM', operations: 35 },
  { title: 'Route 53', types: 'Route53', operations: 71 },
  { title: 'Secrets Manager', types: 'SecretsManager', api: 'secretsmanager', operations: 23 },
  { title: 'STS', api: 'sts', operations: 11 },
];

const head = ['Service', 'Types', 'Effective', 'Harmless', 'Refused', 'API operations'];

/** Returns a table with a row for each service, and one for the total. */
export function coverageTable(): string {
  const all: Service = {
    title: '**All**',
    operations: emulatedServices.reduce((sum, { operations }) => sum + operations, 0),
  };
  const emulated = Object.values(services).reduce((sum, each) => sum + each.operations.size, 0);
  return table(head, [
    ...emulatedServices.map((service) =>
      row(service, typesOf(service), emulatedOperations(service)),
    ),
    row(all, typeNames, emulated),
  ]);
}

/** Returns the services whose types or API operations have no row. */
export function uncovered(): readonly string[] {
  const types = emulatedServices.flatMap((service) => typesOf(service));
  const apis = emulatedServices.map(({ api }) => api);
  return [
    ...typeNames.filter((name) => !types.includes(name)),
    ...Object.keys(services).filter((name) => !apis.includes(name)),
  ];
}

function typesOf({ types }: Service): readonly string[] {
  return typeNames.filter((name) => types !== undefined && name.startsWith(`AWS::${types}::`));
}

function emulatedOperations({ api }: Service): number {
  return api === undefined ? 0 : (services[api]?.operations.size ?? 0);
}

function row({ title, operations }: Service, types: readonly string[], emulated: number): Row {
  const properties = types.flatMap(declaredProperties);
  const counts = kinds.map((kind) => count(properties, kind));
  return [title, String(types.length), ...counts, `${emulated} of ${operations}`];
}

function count(properties: readonly DeclaredProperty[], kind: string): string {
  return String(properties.filter((property) => property.kind === kind).length);
}
