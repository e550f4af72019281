import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { installedNode, missingNodes, nodeFor, substituteVariables } from './node-versions';

const folders = temporaryFolders();

/** A folder with these versions, each with an executable. */
function installed(...versions: string[]) {
  const folder = folders();
  for (const version of versions) {
    mkdirSync(join(folder, version, 'bin'), { recursive: true });
    writeFileSync(join(folder, version, 'bin/node'), '');
  }
  return { folder, program: 'bin/node' };
}

const OWN = `nodejs${process.versions.node.split('.')[0]}.x`;

describe('the Node.js of a runtime', () => {
  it('is the newest of its major version, compared numerically', () => {
    const one = installed('v24.9.0', 'v22.99.0', 'v24.10.1');
    const other = installed('24.10.0', 'lts');
    expect(installedNode('nodejs24.x', [one, other])).toBe(join(one.folder, 'v24.10.1/bin/node'));
  });

  it('is missing if there are only other versions, or folders without a binary', () => {
    const one = installed('v20.1.0');
    mkdirSync(join(one.folder, 'v24.1.0'));
    const gone = { folder: join(one.folder, 'gone'), program: 'bin/node' };
    expect(installedNode('nodejs24.x', [one, gone])).toBeUndefined();
  });

  it("is the sandbox's own if it has the same major version", () => {
    expect(nodeFor(OWN)).toBe(process.execPath);
    expect(missingNodes([OWN])).toEqual([]);
  });

  it("disables the SDK's warning only if another version is used", () => {
    expect(substituteVariables(OWN)).toEqual({});
    expect(substituteVariables('nodejs999.x')).toEqual({
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  });

  it("is the sandbox's own if none is installed, which is reported once", () => {
    expect(nodeFor('nodejs999.x')).toBe(process.execPath);
    expect(missingNodes(['nodejs999.x', OWN, 'nodejs999.x'])).toEqual([
      `functions of nodejs999.x run on Node.js ${process.version}: no Node.js 999 of nvm, fnm, volta, asdf or mise was found`,
    ]);
  });
});
