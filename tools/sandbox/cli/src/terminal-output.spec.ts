import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { join } from 'node:path';
import { TerminalOutput } from './terminal-output';

describe('output for a terminal', () => {
  it('drops lines while nobody reads, and reports how many', () => {
    const written: string[] = [];
    let read: () => void = () => undefined;
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        read = done;
      },
      writev(chunks, done) {
        written.push(...chunks.map(({ chunk }) => String(chunk)));
        done();
      },
    });
    const output = new TerminalOutput(stream);
    for (let count = 0; count < 3000; count++) output.print('x'.repeat(1023));
    expect(stream.writableLength).toBeLessThan(1.1 * 1024 * 1024);
    read();
    output.print('next');
    read();
    expect(written.slice(-2)).toEqual([
      `… ${3000 - written.length + 2} lines were left out\n`,
      'next\n',
    ]);
  });

  it('survives a closed pipe', async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'EPIPE' })),
    });
    const output = new TerminalOutput(stream);
    const closed = new Promise((resolve) => stream.on('close', resolve));
    output.print('first');
    await closed;
    expect(() => output.print('second')).not.toThrow();
  });

  it('keeps a process running whose output is closed, as by head', async () => {
    const code = `
      require('@swc-node/register');
      const { TerminalOutput } = require(${JSON.stringify(join(__dirname, 'terminal-output'))});
      const output = new TerminalOutput(process.stdout);
      let lines = 0;
      setInterval(() => (++lines > 20 ? process.exit(7) : output.print('line')), 5);`;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
