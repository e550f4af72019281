import { withDynamicReferences } from '@sandbox/engine/dynamic-references';
import { SecretsManager } from '../../src/secretsmanager/secrets-manager';

const arn = 'arn:aws:secretsmanager:eu-central-1:222222222222:secret:shared-abcdef';

function secrets(): SecretsManager {
  const made = new SecretsManager();
  made.putSecret({ arn, name: 'shared', value: '{"id":"vpce-0"}' });
  made.putSecret({ arn, name: 'shared', value: '{"id":"vpce-1","port":443}' });
  made.putSecret({ arn: `${arn}e`, name: 'empty' });
  return made;
}

const resolved = (value: unknown) => withDynamicReferences(value, secrets());

describe('a dynamic reference', () => {
  it.each([
    [
      'to a key of a secret by its ARN',
      `{{resolve:secretsmanager:${arn}:SecretString:id}}`,
      'vpce-1',
    ],
    [
      'to a key of a secret by its name',
      '{{resolve:secretsmanager:shared:SecretString:id::}}',
      'vpce-1',
    ],
    ['to a number', '{{resolve:secretsmanager:shared:SecretString:port}}', '443'],
    ['to the whole secret', '{{resolve:secretsmanager:shared}}', '{"id":"vpce-1","port":443}'],
    [
      'to the previous version',
      '{{resolve:secretsmanager:shared:SecretString:id:AWSPREVIOUS}}',
      'vpce-0',
    ],
    ['to the bootstrap version', '{{resolve:ssm:/cdk-bootstrap/hnb659fds/version}}', '999'],
  ])('%s resolves to the value in the sandbox', (_name, reference, value) => {
    expect(resolved(reference)).toBe(value);
  });

  it('can name a version by its ID', () => {
    const made = secrets();
    const [, previous] = made.secret(arn)?.versions ?? [];
    const reference = `{{resolve:secretsmanager:shared:SecretString:id::${previous?.id}}}`;
    expect(withDynamicReferences(reference, made)).toBe('vpce-0');
  });

  it('is found within lists, objects and texts', () => {
    const reference = '{{resolve:secretsmanager:shared:SecretString:id}}';
    expect(resolved({ a: [`x ${reference} ${reference}`, 1, null] })).toEqual({
      a: ['x vpce-1 vpce-1', 1, null],
    });
  });

  it.each([
    ['{{resolve:secretsmanager:gone}}', 'the account has no secret gone'],
    ['{{resolve:secretsmanager:shared:SecretString:gone}}', 'the secret has no key gone'],
    ['{{resolve:secretsmanager:shared:SecretString:toString}}', 'the secret has no key toString'],
    ['{{resolve:secretsmanager:shared:SecretBinary}}', 'only SecretString is supported'],
    ['{{resolve:secretsmanager:shared:SecretString:id:AWSPENDING}}', 'no version AWSPENDING'],
    ['{{resolve:secretsmanager:shared:SecretString:id::11111111}}', 'no version 11111111'],
    ['{{resolve:secretsmanager:shared:SecretString:id:AWSCURRENT:1}}', 'not both'],
    ['{{resolve:secretsmanager:empty}}', 'no version AWSCURRENT'],
    ['{{resolve:ssm:/a/b:1}}', 'the sandbox has no SSM parameter /a/b'],
    ['{{resolve:vault:x}}', 'dynamic references to vault are not supported'],
  ])('%s is rejected by name', (reference, says) => {
    expect(() => resolved(reference)).toThrow(reference);
    expect(() => resolved(reference)).toThrow(says);
  });
});
