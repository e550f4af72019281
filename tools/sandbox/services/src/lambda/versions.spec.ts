import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import { answering, functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { untilEnded } from '../testing/processes';
import { runningLambdas, type RunningLambda } from '../testing/running-lambda';

const lambdaOf = runningLambdas();

/** Returns the arguments of console, without the preceding time, request ID and level. */
function printedIn(logs: RunningLambda['logs']): readonly (string | undefined)[] {
  return logs.events('group').map(({ message }) => message.split('\t').at(-1));
}
const folders = temporaryFolders();

const anybody = {
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: '*',
};

/** A function whose alias `live` points to its first version. */
async function published(source: string): Promise<RunningLambda> {
  const running = lambdaOf(source);
  await running.lambda.putAlias(running.arn, 'live', { version: running.publish() });
  return running;
}

describe('a version', () => {
  it('is immutable, while $LATEST follows the function', async () => {
    const { put, invoke } = await published(answering("'one'"));
    put(answering("'two'"));
    expect(await invoke({}, ':1')).toEqual(['response', 'one']);
    expect(await invoke({}, ':live')).toEqual(['response', 'one']);
    expect(await invoke()).toEqual(['response', 'two']);
    expect(await invoke({}, ':$LATEST')).toEqual(['response', 'two']);
  });

  it('has an increasing number, which is in its environment', async () => {
    const { put, publish, invoke } = lambdaOf(answering('0'));
    const source = answering('process.env.AWS_LAMBDA_FUNCTION_VERSION');
    expect(publish()).toBe('1');
    put(source);
    expect(publish()).toBe('2');
    expect(await invoke({}, ':2')).toEqual(['response', '2']);
    expect(await invoke()).toEqual(['response', '$LATEST']);
  });

  it('never gets the number of a deleted one', () => {
    const { lambda, arn, put, publish } = lambdaOf(answering('1'));
    publish();
    lambda.deleteVersion(arn, '1');
    put(answering('2'));
    expect(publish()).toBe('2');
  });

  it('is not published without changes', () => {
    const { publish } = lambdaOf(answering('1'));
    publish();
    expect(publish).toThrow('A version for this Lambda function exists ( 1 )');
  });

  it('exists after a restart, and the next one has the next number', async () => {
    const before = lambdaOf(answering("'old'"));
    const kept = before.lambda.publishVersion(before.arn);
    const after = lambdaOf(answering("'new'"));
    after.lambda.publishVersion(after.arn, { ...kept, number: 7 });
    expect(await after.invoke({}, ':7')).toEqual(['response', 'old']);
    expect(after.publish()).toBe('8');
  });

  it('is not deleted while an alias points to it', async () => {
    const { lambda, arn } = await published(answering('1'));
    expect(() => lambda.deleteVersion(arn, '1')).toThrow('Version 1 is in use by alias live');
    lambda.deleteAlias(arn, 'live');
    lambda.deleteVersion(arn, '1');
    await expect(lambda.invoke(`${arn}:1`, '{}', '')).rejects.toThrow('Function not found');
  });
});

describe('an alias', () => {
  it('points to an existing version', async () => {
    const { lambda, arn } = lambdaOf(answering('1'));
    await expect(lambda.putAlias(arn, 'live', { version: '3' })).rejects.toThrow(
      `not found: ${arn}:3`,
    );
    await expect(lambda.invoke(`${arn}:live`, '{}', '')).rejects.toThrow('Function not found');
  });

  it('is switched when the new version is warm, so that no invocation waits', async () => {
    const { lambda, arn, logs, put, publish } = await published(answering('1'));
    put(`console.log('warm'); ${answering('2')}`);
    await lambda.putAlias(arn, 'live', { version: publish() });
    expect(printedIn(logs)).toContain('warm');
  });
});

describe('an alias of two versions', () => {
  const second = { version: '2', weight: 0.25 };

  async function twoVersions(): Promise<RunningLambda> {
    const running = await published(answering("'one'"));
    running.put(answering("'two'"));
    running.publish();
    return running;
  }

  afterEach(() => jest.restoreAllMocks());

  it.each([
    [0, '2', 'two'],
    [0.249, '2', 'two'],
    [0.25, '1', 'one'],
    [0.999, '1', 'one'],
  ])('routes the share %d of its invocations to version %s', async (share, version, payload) => {
    const { lambda, arn } = await twoVersions();
    await lambda.putAlias(arn, 'live', { version: '1', additional: second });
    jest.spyOn(Math, 'random').mockReturnValue(share);
    expect(await lambda.invoke(`${arn}:live`, '{}', '')).toMatchObject({
      version,
      payload: JSON.stringify(payload),
    });
  });

  it('can point to one version again', async () => {
    const { lambda, arn, invoke } = await twoVersions();
    await lambda.putAlias(arn, 'live', { version: '1', additional: second });
    await lambda.putAlias(arn, 'live', { version: '2' });
    jest.spyOn(Math, 'random').mockReturnValue(0.9);
    expect(await invoke({}, ':live')).toEqual(['response', 'two']);
  });

  it('prevents the deletion of both', async () => {
    const { lambda, arn } = await twoVersions();
    await lambda.putAlias(arn, 'live', { version: '1', additional: second });
    expect(() => lambda.deleteVersion(arn, '2')).toThrow('Version 2 is in use by alias live');
  });

  it('rejects $LATEST, one version twice, and versions with different roles', async () => {
    const { lambda, iam, arn, put, publish } = await twoVersions();
    const putAlias = (version: string, additional: string) =>
      lambda.putAlias(arn, 'live', { version, additional: { version: additional, weight: 0.5 } });
    await expect(putAlias('$LATEST', '1')).rejects.toThrow(
      '$LATEST is not supported for an alias pointing to more than 1 version',
    );
    await expect(putAlias('1', '1')).rejects.toThrow('not twice to 1');
    await expect(putAlias('1', '9')).rejects.toThrow(`not found: ${arn}:9`);
    const other = iam.putRole('other', { trust: trustsLambda });
    put(answering("'three'"), { roleArn: other.arn });
    publish();
    await expect(putAlias('1', '3')).rejects.toThrow('must have the same execution role');
  });
});

describe('invocations in flight when a version is removed', () => {
  const slow = `export const handler = async ({ wait }) => {
    await new Promise((resolve) => setTimeout(resolve, wait));
    return process.pid;
  };`;

  it('complete, including waiting ones, before the process ends', async () => {
    const { lambda, arn, put, publish, invoke } = await published(slow);
    const underWay = Promise.all([invoke({ wait: 60 }, ':live'), invoke({ wait: 1 }, ':live')]);
    put(answering('2'));
    await lambda.putAlias(arn, 'live', { version: publish() });
    lambda.deleteVersion(arn, '1');
    const [[first, pid], [second, same]] = await underWay;
    expect([first, second]).toEqual(['response', 'response']);
    expect(same).toBe(pid);
    await untilEnded(Number(pid));
  });

  it('complete with the old code if the function is updated', async () => {
    const { put, invoke } = lambdaOf(slow);
    const underWay = invoke({ wait: 40 });
    put(answering("'new'"));
    expect(await invoke()).toEqual(['response', 'new']);
    const [kind, pid] = await underWay;
    expect(kind).toBe('response');
    await untilEnded(Number(pid));
  });

  it('complete if the function is deleted', async () => {
    const { lambda, arn, invoke } = lambdaOf(slow);
    const underWay = invoke({ wait: 20 });
    lambda.deleteFunction(arn);
    expect((await underWay)[0]).toBe('response');
    await expect(invoke()).rejects.toThrow('Function not found');
  });

  it('keep their environments if the function is unchanged', async () => {
    const { lambda, arn, put, invoke } = lambdaOf(slow);
    const folder = lambda.publishVersion(arn).configuration.codeFolder;
    const [, before] = await invoke({ wait: 0 });
    put(slow, { codeFolder: folder });
    expect(await invoke({ wait: 0 })).toEqual(['response', before]);
  });
});

describe('reloaded code', () => {
  it('runs at once in $LATEST and behind every alias, while invocations in flight complete', async () => {
    const { lambda, arn, invoke } = await published(
      `export const handler = async ({ wait = 0 }) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return 'old';
      };`,
    );
    const underWay = invoke({ wait: 40 }, ':live');
    lambda.reload(arn, functionCode(folders(), answering("'saved'")));
    expect(await invoke({}, ':live')).toEqual(['response', 'saved']);
    expect(await invoke()).toEqual(['response', 'saved']);
    expect(await underWay).toEqual(['response', 'old']);
  });

  it('is replaced by the next deployment', async () => {
    const { lambda, arn, put, publish, invoke } = await published(answering("'old'"));
    lambda.reload(arn, functionCode(folders(), answering("'saved'")));
    put(answering("'deployed'"));
    await lambda.putAlias(arn, 'live', { version: publish() });
    expect(await invoke({}, ':live')).toEqual(['response', 'deployed']);
  });
});

describe('warming up', () => {
  it('starts an environment of each version that can be invoked', async () => {
    const { lambda, arn, logs, put } = await published(`console.log('version'); ${answering('1')}`);
    put(`console.log('latest'); ${answering('2')}`);
    lambda.addPermission(`${arn}:live`, 'Get', anybody, 'stack/Permission');
    await lambda.warmUp();
    await lambda.invoke(`${arn}:live`, '{}', '');
    const printed = printedIn(logs);
    expect(printed).toContain('version');
    expect(printed).not.toContain('latest');
  });

  it('survives code that does not load', async () => {
    const { lambda, arn } = lambdaOf('throw new Error("x");');
    lambda.addPermission(arn, 'Get', anybody, 'stack/Permission');
    await expect(lambda.warmUp()).resolves.toBeUndefined();
  });
});

describe('a permission', () => {
  it('is deleted with its function, without effect on others', async () => {
    const { lambda, arn } = await published(answering('1'));
    const other = `${arn}-other`;
    for (const resource of [arn, `${arn}:live`, other]) {
      lambda.addPermission(resource, 'Get', anybody, 'stack/Permission');
    }
    const allows = (resource: string) =>
      lambda.policiesOf(resource).length > 0 ? 'allow' : 'implicitDeny';
    lambda.removePermission(`${arn}:live`, 'Get');
    expect([allows(arn), allows(`${arn}:live`)]).toEqual(['allow', 'implicitDeny']);
    lambda.deleteFunction(arn);
    expect([allows(arn), allows(other)]).toEqual(['implicitDeny', 'allow']);
  });
});
