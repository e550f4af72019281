/**
 * A debugger like an editor's: it connects to the port of an inspector, and finds sources with
 * source maps.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
}

interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL: string;
}

export interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string }[];
}

export class Debugger {
  private readonly scripts: Script[] = [];
  private readonly waiting: ((message: Message) => void)[] = [];
  private id = 0;
  /** Resolves to the close code when the connection ends. */
  readonly closed: Promise<number>;

  private constructor(private readonly socket: WebSocket) {
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.method === 'Debugger.scriptParsed') this.scripts.push(message.params as never);
      for (const tell of [...this.waiting]) tell(message);
    });
  }

  /** @param address such as `127.0.0.1:9229`. */
  static async attach(address: string): Promise<Debugger> {
    const response = await fetch(`http://${address}/json/list`);
    const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
    await once(socket, 'open');
    const attached = new Debugger(socket);
    await attached.send('Runtime.enable');
    await attached.send('Debugger.enable');
    return attached;
  }

  /** Sends a command of the protocol, and returns its result. */
  async send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.id;
    const answered = this.message((message) => message.id === id);
    this.socket.send(JSON.stringify({ id, method, params }));
    return (await answered).result ?? {};
  }

  /** Sets a breakpoint at a line of a source, counted from 1. */
  async breakAt(source: string, line: number): Promise<void> {
    const script = await this.handler();
    const { lineNumber, columnNumber } = placeIn(script, source, line);
    await this.send('Debugger.setBreakpointByUrl', { url: script.url, lineNumber, columnNumber });
  }

  /** Waits until the process is paused. */
  async paused(): Promise<Paused> {
    return (await this.message(({ method }) => method === 'Debugger.paused')).params as never;
  }

  /** Returns the value of an expression where the process is paused. */
  async valueOf(expression: string, { callFrames: [frame] }: Paused): Promise<unknown> {
    const { result } = await this.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame?.callFrameId,
      expression,
      returnByValue: true,
    });
    return (result as { readonly value: unknown }).value;
  }

  detach(): void {
    this.socket.close();
  }

  /** Waits until the code of the function is loaded. */
  private async handler(): Promise<Script> {
    for (;;) {
      const script = this.scripts.find(({ url }) => url.endsWith('/handler.mjs'));
      if (script) return script;
      await this.message(({ method }) => method === 'Debugger.scriptParsed');
    }
  }

  private message(isWanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const tell = (message: Message) => {
        if (!isWanted(message)) return;
        this.waiting.splice(this.waiting.indexOf(tell), 1);
        resolve(message);
      };
      this.waiting.push(tell);
    });
  }
}

/** Returns the location of a source line in the code, from its source map; counted from 0. */
function placeIn(script: Script, source: string, line: number) {
  const file = fileURLToPath(new URL(script.sourceMapURL, script.url));
  const payload = JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload;
  const map = new SourceMap(payload);
  const code = readFileSync(fileURLToPath(script.url), 'utf8').split('\n');
  for (const [lineNumber, text] of code.entries()) {
    for (let columnNumber = text.search(/\S/); columnNumber < text.length; columnNumber++) {
      const entry = map.findEntry(lineNumber, columnNumber);
      if (!('originalSource' in entry) || columnNumber < 0) continue;
      const path = join(payload.sourceRoot, entry.originalSource);
      if (path === source && entry.originalLine === line - 1) return { lineNumber, columnNumber };
    }
  }
  throw new Error(`${file} has no line ${line} of ${source}`);
}
