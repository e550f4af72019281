import { spawn } from 'node:child_process';
import { coresInUse } from './cores-in-use';

it('counts the cores that another process uses', async () => {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    expect(await coresInUse(500)).toBeGreaterThan(0.5);
  } finally {
    busy.kill();
  }
});
