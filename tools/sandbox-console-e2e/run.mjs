/**
 * Runs the tests in a browser, if one is installed. `--pictures` also takes the documentation's screenshots.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const named = process.env.CHROMIUM_PATH;
const browser = named ?? CANDIDATES.find((path) => existsSync(path));

if (browser === undefined || !existsSync(browser)) {
  const where = named === undefined ? CANDIDATES.join(', ') : named;
  console.log(
    `Skipped: there is no Chromium at ${where}. Set CHROMIUM_PATH, or install the package chromium`,
  );
} else {
  const pictures = process.argv.includes('--pictures') ? { CONSOLE_PICTURES: 'docs/pictures' } : {};
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--config=tools/sandbox-console-e2e/jest.e2e.cjs',
      '--runInBand',
    ],
    { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: browser, ...pictures } },
  );
  process.exitCode = status ?? 1;
}
