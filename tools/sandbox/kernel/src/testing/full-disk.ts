/** A disk without room, as the functions of the file system tell of it. */
import fs from 'node:fs';

/** Until the mocks are restored: a file takes half of what is written to it, and a copy is left unfinished. */
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
