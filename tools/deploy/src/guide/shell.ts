/** Runs shell scripts in which the test handles calls of some programs. */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A call of a program. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The result of a program. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and collects its output. */
export function run(
  command: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Outcome> {
  const [program, ...args] = command;
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status: status ?? 1, stdout, stderr });
    });
  });
}

/**
 * A shell in which some programs are stubbed by a function; must be closed with {@link StubbedShell.close}.
 */
export class StubbedShell {
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
      this.answer(call)
        .catch((error: unknown) => ({ status: 1, stdout: '', stderr: `${String(error)}\n` }))
        .then((outcome) => response.end(JSON.stringify(outcome)))
        .catch(() => response.destroy());
    });
  });

  /**
   * @param folder the folder that the stubs are written to
   * @param programs their names
   * @param answer called for each call; a rejection is the program's failure
   */
  constructor(
    private readonly folder: string,
    programs: readonly string[],
    private readonly answer: (call: Call) => Promise<Outcome>,
  ) {
    mkdirSync(folder, { recursive: true });
    for (const program of programs) this.put(path.join(folder, program));
  }

  /** Writes the stub of a program to a file. */
  put(file: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    copyFileSync(path.join(__dirname, 'relay.cjs'), file);
    chmodSync(file, 0o755);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** Returns the environment in which these programs are found first. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
    const { port } = this.server.address() as AddressInfo;
    const PATH = [this.folder, process.env['PATH'] ?? ''].join(path.delimiter);
    return { ...process.env, ...more, PATH, RELAY_URL: `http://127.0.0.1:${port}` };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
