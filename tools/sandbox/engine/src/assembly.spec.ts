import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { assemblyFolder } from './testing/assembly-folder';
import { readAssembly } from './assembly';

const folders = temporaryFolders();
const template = { Resources: {} };

function assembly(account = '222222222222'): string {
  const code = { 'one.zip': '', 'two.zip': '' };
  return assemblyFolder(folders(), {
    name: 'food',
    account,
    template,
    code,
  });
}

describe('a cloud assembly', () => {
  it('has stacks with their environment, template and asset folders, and nothing else', () => {
    const folder = assembly();
    expect(readAssembly(folder)).toEqual([
      {
        name: 'food',
        terminationProtection: false,
        account: '222222222222',
        region: 'eu-central-1',
        template,
        assets: new Map([
          ['one.zip', join(folder, 'asset.one.zip')],
          ['two.zip', join(folder, 'asset.two.zip')],
        ]),
      },
    ]);
  });

  it('may have a stack without assets', () => {
    const folder = assembly();
    rmSync(join(folder, 'food.assets.json'));
    expect(readAssembly(folder)[0]?.assets.size).toBe(0);
  });

  it.each(['"environment":"aws:///eu-central-1"', '"metadata":{}'])(
    'rejects a stack without an account: %s',
    (environment) => {
      const specified = '"environment":"aws://222222222222/eu-central-1"';
      const folder = edited('manifest.json', specified, environment);
      expect(() => readAssembly(folder)).toThrow(
        `${folder}: stack food specifies no account, so it cannot be assigned to a local account`,
      );
    },
  );

  it("names a stack that does not specify its name after the stack's artifact", () => {
    const folder = edited('manifest.json', ',"stackName":"food"', '');
    expect(readAssembly(folder)).toMatchObject([{ name: 'food' }]);
  });

  it('rejects a stack without a template', () => {
    const folder = edited('manifest.json', '"templateFile":"food.template.json",', '');
    expect(() => readAssembly(folder)).toThrow(`${folder}: stack food has no templateFile`);
  });

  it.each([
    ['{', ' is not JSON: '],
    ['[]', ': not a template: '],
    ['{}', ': not a template: Resources: '],
  ])('names the template that is invalid: %s', (content, says) => {
    const file = join(assembly(), 'food.template.json');
    writeFileSync(file, content);
    expect(() => readAssembly(dirname(file))).toThrow(`${file}${says}`);
  });

  it('has no assets that a command creates, which is not run', () => {
    const source = '"source":{"executable":["build"]}';
    const folder = edited('food.assets.json', '"source":{"path":"asset.one.zip"}', source);
    expect([...(readAssembly(folder)[0]?.assets.keys() ?? [])]).toEqual(['two.zip']);
  });

  it.each([
    ['unknown-account/unknown-region', { account: '000000000000', region: 'us-east-1' }],
    ['unknown-account/eu-central-1', { account: '000000000000', region: 'eu-central-1' }],
    ['222222222222/unknown-region', { account: '222222222222', region: 'us-east-1' }],
  ])(
    'assigns a stack for %s to the default account or Region, and reports that',
    (environment, where) => {
      const folder = edited('manifest.json', '222222222222/eu-central-1', environment);
      expect(readAssembly(folder)).toMatchObject([{ ...where, isEnvironmentAgnostic: true }]);
    },
  );

  it('assigns environment-agnostic stacks to the given environment', () => {
    const defaults = { account: '333333333333', region: 'eu-west-1' };
    const folder = edited(
      'manifest.json',
      '222222222222/eu-central-1',
      'unknown-account/unknown-region',
    );
    expect(readAssembly(folder, defaults)).toMatchObject([defaults]);
  });

  it('rejects an assembly without a stack', () => {
    const folder = folders();
    writeFileSync(join(folder, 'manifest.json'), '{"artifacts":{"Tree":{"type":"cdk:tree"}}}');
    expect(() => readAssembly(folder)).toThrow(
      new Error(
        `${folder}: neither the assembly nor a nested assembly contains a stack; specify the folder that ` +
          'cdk synth wrote for an app with stacks',
      ),
    );
  });

  it('names the file that is not JSON', () => {
    const folder = folders();
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(() => readAssembly(folder)).toThrow(`${join(folder, 'manifest.json')} is not JSON`);
  });

  it('names the file that does not belong to an assembly', () => {
    const folder = assembly();
    writeFileSync(join(folder, 'manifest.json'), '{"artifacts":[]}');
    expect(() => readAssembly(folder)).toThrow(
      `${join(folder, 'manifest.json')} is not a valid cloud assembly file`,
    );
  });

  it('names the file that is missing', () => {
    const folder = folders();
    expect(() => readAssembly(folder)).toThrow(join(folder, 'manifest.json'));
  });
});

/** An assembly with stages, each of which is a nested assembly in a subfolder. */
function staged(artifacts: Readonly<Record<string, object>>): string {
  const folder = folders();
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  return folder;
}

function stage(outer: string, directory: string, account: string): string {
  const folder = join(outer, directory);
  mkdirSync(folder);
  return assemblyFolder(folder, { name: 'food', account, template, code: { 'one.zip': '' } });
}

const nestedIn = (directoryName: string, dependencies: readonly string[] = []) => ({
  type: 'cdk:cloud-assembly',
  properties: { directoryName },
  dependencies,
});

describe('an assembly with stages', () => {
  it('has the stacks of each stage, after the stages that it depends on', () => {
    const folder = staged({
      prod: nestedIn('assembly-Prod', ['beta']),
      beta: nestedIn('assembly-Beta'),
    });
    stage(folder, 'assembly-Prod', '222222222222');
    stage(folder, 'assembly-Beta', '111111111111');
    expect(readAssembly(folder).map(({ account }) => account)).toEqual([
      '111111111111',
      '222222222222',
    ]);
  });

  it('shares the assets of the outer assembly', () => {
    const folder = staged({ beta: nestedIn('assembly-Beta') });
    const beta = stage(folder, 'assembly-Beta', '111111111111');
    const file = join(beta, 'food.assets.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('asset.one.zip', '../asset.one.zip'));
    const assets = readAssembly(folder)[0]?.assets;
    expect(assets?.get('one.zip')).toBe(join(folder, 'asset.one.zip'));
  });

  it.each([
    ['..', ' is "..", outside of the assembly'],
    ['/etc', ' is "/etc", outside of the assembly'],
    ['.', ' is the assembly itself'],
    ['again', ' is the assembly itself'],
  ])('is rejected if a stage is in %s', (directory, says) => {
    const folder = staged({ beta: nestedIn(directory) });
    symlinkSync('.', join(folder, 'again'));
    expect(() => readAssembly(folder)).toThrow(`${folder}: the nested assembly beta${says}`);
  });

  it('is rejected if the folder of a stage is a link to another folder', () => {
    const folder = staged({ beta: nestedIn('elsewhere') });
    symlinkSync('..', join(folder, 'elsewhere'));
    expect(() => readAssembly(folder)).toThrow(
      `the nested assembly beta: ${join(folder, 'elsewhere')} is a link to`,
    );
  });

  it('is rejected if a stage has no folder', () => {
    const folder = staged({ beta: { type: 'cdk:cloud-assembly' } });
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the nested assembly beta has no directoryName`,
    );
  });

  it('is rejected if a stage depends on an artifact that does not exist', () => {
    const folder = staged({ beta: nestedIn('assembly-Beta', ['constructor']) });
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the artifact beta depends on constructor, which is not in the assembly`,
    );
  });

  it('is rejected if stages depend on each other', () => {
    const folder = staged({
      beta: nestedIn('assembly-Beta', ['prod']),
      prod: nestedIn('assembly-Prod', ['beta']),
    });
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the artifact beta depends on itself: beta -> prod -> beta`,
    );
  });

  it('is rejected if a stage uses an asset outside of the outer assembly', () => {
    const folder = staged({ beta: nestedIn('assembly-Beta') });
    const beta = stage(folder, 'assembly-Beta', '111111111111');
    const file = join(beta, 'food.assets.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('asset.one.zip', '../../code'));
    expect(() => readAssembly(folder)).toThrow('"../../code", outside of the assembly');
  });
});

/** Changes the text of a file of an assembly. */
function edited(file: string, from: string, to: string): string {
  const folder = assembly();
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  return folder;
}

describe('a cloud assembly with paths outside of it', () => {
  it.each([
    ['../../../x'],
    ['..'],
    ['/etc/x'],
    ['food/../../x'],
    ['food_service'],
    ['1food'],
    ['x'.repeat(129)],
    ['food\\u0000'],
  ])('is rejected for a stack called %s', (name) => {
    const folder = edited('manifest.json', '"stackName":"food"', `"stackName":"${name}"`);
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: stack food is called "${name}"; a stack name must consist of letters, digits and hyphens, ` +
        'begin with a letter and have at most 128 characters',
    );
  });

  it.each([
    ['../../x', 'specifies no account'],
    ['..', 'specifies the invalid Region ".."'],
    ['', 'specifies the invalid Region ""'],
    ['unknown', 'specifies the invalid Region "unknown"'],
  ])('is rejected for the Region %j', (region, says) => {
    const folder = edited('manifest.json', '/eu-central-1"', `/${region}"`);
    expect(() => readAssembly(folder)).toThrow(`${folder}: stack food ${says}`);
  });

  it.each(['1111', '../22222222', '2222222222222', '22222222222a'])(
    'is rejected for the account %s',
    (account) => {
      const folder = edited('manifest.json', '222222222222', account);
      expect(() => readAssembly(folder)).toThrow(`${folder}: stack food specifies no account`);
    },
  );

  it.each(['../../other.json', '/etc/passwd', 'a/../../x', 'x\\u0000y'])(
    'is rejected for the template %s',
    (path) => {
      const folder = edited('manifest.json', 'food.template.json', path);
      expect(() => readAssembly(folder)).toThrow(
        `${folder}: the template of stack food is "${path}", outside of the assembly`,
      );
    },
  );

  it.each(['../code', '/etc', 'asset.one.zip/../..'])('is rejected for the asset %s', (path) => {
    const folder = edited('food.assets.json', 'asset.one.zip', path);
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the asset one.zip of stack food is "${path}", outside of the assembly`,
    );
  });

  it('is rejected for an asset that is a link to another folder', () => {
    const folder = assembly();
    const [asset, elsewhere] = [join(folder, 'asset.one.zip'), join(folders(), 'code')];
    renameSync(asset, elsewhere);
    symlinkSync(elsewhere, asset);
    expect(() => readAssembly(folder)).toThrow(
      `the asset one.zip of stack food: ${asset} is a link to ${elsewhere}`,
    );
  });

  it('is rejected for a manifest that is a link to another folder', () => {
    const folder = assembly();
    const [manifest, elsewhere] = [join(folder, 'manifest.json'), join(folders(), 'manifest.json')];
    renameSync(manifest, elsewhere);
    symlinkSync(elsewhere, manifest);
    expect(() => readAssembly(folder)).toThrow(
      `the assembly: ${manifest} is a link to ${elsewhere}; the target must be in its folder`,
    );
  });

  it('is rejected for an artifact with files elsewhere', () => {
    const folder = edited('manifest.json', '"food":', '"../food":');
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the asset manifest of stack ../food is "../food.assets.json", outside of the assembly`,
    );
  });
});
