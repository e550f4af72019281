/**
 * The policies that allow a signer, and that callers of an API without signatures are anonymous.
 */
import {
  consumer,
  endpointId,
  service,
  type TwoAccountsOptions,
} from '@sandbox/engine/testing/two-accounts';
import {
  SESSION,
  bodyOf,
  errorTypeOf,
  filterFor,
  onlyThrough,
  outcomeOf,
  policyFor,
  privately,
  shopCredentials,
  signedAccounts,
  signedMethods,
  type RoleOptions,
} from '../testing/signed-accounts';
import { signedParts } from '../testing/signed-parts';

type Properties = NonNullable<TwoAccountsOptions['properties']>;

const deploy = signedAccounts();

describe('the policies of a method that requires a signature', () => {
  const resource = String.raw`arn:aws:execute-api:eu-central-1:\*{8}2222:\w+/v1/GET/orders`;
  const denied = `^User: ${SESSION} is not authorized to perform: execute-api:Invoke on resource: ${resource}`;

  it.each<[string, Properties, RoleOptions, string, string]>([
    [
      'no policy of the role allows',
      signedMethods,
      { action: 's3:GetObject' },
      'role policy',
      ' because no identity-based policy allows the execute-api:Invoke action$',
    ],
    [
      'the boundary of the role does not allow',
      signedMethods,
      { boundary: 's3:GetObject' },
      'permissions boundary',
      ' because no permissions boundary allows the execute-api:Invoke action$',
    ],
    [
      'the policy of the API names another account',
      { ...signedMethods, Api: privately(policyFor('333333333333')) },
      {},
      'resource policy',
      ' because no resource-based policy allows the execute-api:Invoke action$',
    ],
    [
      'the policy of the API names another endpoint',
      { ...signedMethods, Api: privately(policyFor(consumer, 'vpce-0123456789abcdef0')) },
      {},
      'resource policy',
      ' with an explicit deny in a resource-based policy$',
    ],
    [
      'the policy of the endpoint names another account',
      {
        ...signedMethods,
        Endpoint: filterFor('333333333333'),
      },
      {},
      'endpoint policy',
      ' because no VPC endpoint policy allows the execute-api:Invoke action$',
    ],
  ])('deny if %s', async (_what, properties, role, hop, words) => {
    const made = await deploy(properties);
    const result = await made.send(await signedParts(shopCredentials(made, role)));
    expect([...outcomeOf(result), errorTypeOf(result)]).toEqual([
      403,
      hop,
      'AccessDeniedException',
    ]);
    expect(bodyOf(result).message).toMatch(new RegExp(denied + words));
  });

  it.each<[string, Properties, RoleOptions, number]>([
    ["the API's policy alone", { ...signedMethods, Api: privately(policyFor(service)) }, {}, 200],
    [
      "the role's policy alone",
      { ...signedMethods, Api: privately({ Statement: [onlyThrough(endpointId)] }) },
      {},
      200,
    ],
    [
      'neither',
      { ...signedMethods, Api: privately({ Statement: [onlyThrough(endpointId)] }) },
      { action: 's3:GetObject' },
      403,
    ],
  ])('allow %s within the account of the API', async (_what, properties, role, status) => {
    const made = await deploy(properties);
    const credentials = shopCredentials(made, { ...role, account: service });
    const result = await made.send(await signedParts(credentials));
    expect(result.response?.status).toBe(status);
  });

  it('are all in the trace', async () => {
    const made = await deploy();
    const result = await made.send(await signedParts(shopCredentials(made)));
    const hop = result.trace.hops.find(({ name }) => name === 'resource policy');
    const decision = typeof hop?.decision === 'function' ? hop.decision() : hop?.decision;
    expect(decision).toMatchObject({
      request: { principal: SESSION },
      effect: 'allow',
      policies: [
        { kind: 'endpoint', where: 'Endpoint' },
        { kind: 'identity', where: 'consumer/Shop' },
        { kind: 'resource', where: 'Api' },
      ],
    });
  });
});

describe('a method that requires no signature', () => {
  it('has an anonymous caller even if the request is signed', async () => {
    const made = await deploy({});
    const result = await made.send(
      await signedParts(shopCredentials(made, { action: 's3:GetObject' })),
    );
    expect(outcomeOf(result)).toEqual([200, undefined]);
    expect(bodyOf(result)).toMatchObject({ userArn: null, accessKey: null, accountId: null });
  });

  it('rejects signed requests if its policy names an account', async () => {
    const made = await deploy({ Api: privately(policyFor(consumer)) });
    const result = await made.send(await signedParts(shopCredentials(made)));
    expect(outcomeOf(result)).toEqual([403, 'resource policy']);
    expect(bodyOf(result).message).toMatch(/^User: anonymous is not authorized to perform/);
  });

  it('rejects a wrong signature at an endpoint, but accepts another header', async () => {
    const made = await deploy({});
    const wrong = await signedParts({ ...shopCredentials(made), secretAccessKey: 'another' });
    expect(outcomeOf(await made.send(wrong))).toEqual([403, 'caller']);
    const bearer = await made.send({ headers: [['authorization', 'Bearer abc']] });
    expect(outcomeOf(bearer)).toEqual([200, undefined]);
  });

  it('evaluates the endpoint’s policy for the signer', async () => {
    const made = await deploy({
      Endpoint: filterFor(consumer),
    });
    expect(outcomeOf(await made.send())).toEqual([403, 'endpoint policy']);
    expect(outcomeOf(await made.send(await signedParts(shopCredentials(made))))).toEqual([
      200,
      undefined,
    ]);
  });
});
