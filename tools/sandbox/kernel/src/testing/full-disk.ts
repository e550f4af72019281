/** Simulates a full disk in the functions of `node:fs`. */
import fs from 'node:fs';

/** Makes writes and copies leave incomplete files and fail with ENOSPC, until the mocks are restored. */
export function fillDisk(): void {
  const { cpSync, writeSync } = fs;
  jest.spyOn(fs, 'writeFileSync').mockImplementation((file, content) => {
    writeSync(Number(file), JSON.stringify(content).slice(0, 5));
    throw noSpace();
  });
  jest.spyOn(fs, 'cpSync').mockImplementation((...of) => {
    cpSync(...of);
    throw noSpace();
  });
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}
