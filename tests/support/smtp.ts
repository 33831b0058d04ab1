import type { AddressInfo, Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it came in: read by another hand than the one that wrote it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A real mail server on loopback, for as long as a test runs. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  /** In the order in which they came. */
  readonly received: readonly Received[];
  /** How many connections were made to it. */
  readonly connections: () => number;
  /** Cuts all connections. */
  cut(): void;
  close(): Promise<void>;
}

type Behaviour = Partial<Pick<SMTPServerOptions, 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onAuth'>> & {
  /** What it answers to a mail it has read; nothing: yes. Throwing an error with `responseCode` refuses. */
  readonly onMail?: (mail: Received) => Promise<void> | void;
  readonly port?: number;
  readonly options?: SMTPServerOptions;
};

export function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

export async function mailServer(test: TestContext, { onMail, port = 0, options, ...on }: Behaviour = {}): Promise<MailServer> {
  const received: Received[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    ...on,
    ...options,
    onConnect: (session, done) => {
      connections += 1;
      if (on.onConnect) on.onConnect(session, done);
      else done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        try {
          const raw = Buffer.concat(chunks).toString('utf8');
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const mail = { from, to: rcptTo.map(({ address }) => address), raw, parsed: await simpleParser(raw) };
          await onMail?.(mail);
          received.push(mail);
          done();
        } catch (error) {
          done(error as Error);
        }
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  let isClosed = false;
  const close = () =>
    new Promise<void>((resolve) => {
      if (isClosed) return resolve();
      isClosed = true;
      cut();
      server.close(() => resolve());
    });
  test.after(close);
  const at = (server.server.address() as AddressInfo).port;
  return { url: `smtp://127.0.0.1:${at}`, port: at, received, connections: () => connections, cut, close };
}

/** The addresses of a header that mailparser found, one by one. */
export function addressesOf(header: AddressObject | AddressObject[] | undefined): string[] {
  return [header ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}

/** The links of a mail's text that lead to this path. */
export function linksIn(mail: Pick<Received, 'parsed'> | undefined, path: string): URL[] {
  const found = mail?.parsed.text?.match(/https?:\/\/\S+/g) ?? [];
  return found.map((link) => new URL(link)).filter(({ pathname }) => pathname.endsWith(path));
}

export function tokenIn(path: string): string {
  return new URL(path, 'http://x').searchParams.get('token') ?? '';
}
