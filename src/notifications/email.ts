import MailComposer from 'nodemailer/lib/mail-composer';
import SmtpConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Sender } from './address.ts';

/** A mail as it goes out. Every line of a header has been made plain. */
export interface Message {
  readonly from: Sender;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** What it belongs under, the nearest last (RFC 5322, section 3.6.4). */
  readonly references: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly date: number;
}

/**
 * refused: this mail will never be taken (5xx). later: not now, or the connection broke while it was handed over. away: the server could
 * not be talked to at all, whatever the mail.
 */
export type Outcome = 'sent' | 'refused' | 'later' | 'away';

export interface Delivery {
  readonly outcome: Outcome;
  readonly answer: string;
}

export interface Mailer {
  /** Whether a mail server is set. */
  readonly isOn: boolean;
  readonly from: Sender;
  /** What message ids end in. */
  readonly domain: string;
  /** Hands one mail over. Never throws; takes at most `deadlineMs`. */
  deliver(message: Message): Promise<Delivery>;
  /** Whether the server lets us in, as far as it can be known without a mail. */
  knock(): Promise<Delivery>;
}

export interface MailerNeeds {
  readonly smtpUrl: string | null;
  readonly from: Sender;
  /** Aborted when the service closes. */
  readonly closing: AbortSignal;
}

/** Below a job's lease, so that no other worker sends the same while this one still waits. */
const deadlineMs = 40_000;
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

export function createMailer({ smtpUrl, from, closing }: MailerNeeds): Mailer {
  const server = smtpUrl === null ? null : serverOf(smtpUrl);
  return {
    isOn: server !== null,
    from,
    domain: from.address.slice(from.address.indexOf('@') + 1),
    deliver: async (message) => {
      if (!server) return { outcome: 'away', answer: 'No mail server is set.' };
      const errand = { raw: await compose(message), envelope: { from: message.from.address, to: [message.to] } };
      return handOver({ server, closing, errand });
    },
    knock: async () =>
      server ? handOver({ server, closing, errand: null }) : { outcome: 'away', answer: 'No mail server is set.' },
  };
}

interface Server {
  readonly options: SMTPConnectionOptions;
  readonly login: { readonly user: string; readonly pass: string } | null;
}

/** A password goes out under TLS only, unless to this machine or where the URL says `requireTLS=false`. */
function serverOf(smtpUrl: string): Server {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const login = url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const isNear = /^(localhost|127\.[\d.]+|::1)$/.test(host);
  const asked = url.searchParams.get('requireTLS');
  const options = {
    ...timeouts,
    ...{ host, secure, port: url.port === '' ? (secure ? 465 : 587) : Number(url.port) },
    requireTLS: asked === null ? login !== null && !isNear : asked !== 'false',
    ignoreTLS: url.searchParams.get('ignoreTLS') === 'true',
    ...(url.searchParams.get('tls.rejectUnauthorized') === 'false' && { tls: { rejectUnauthorized: false } }),
    ...(url.searchParams.has('name') && { name: url.searchParams.get('name') ?? undefined }),
  };
  return { options, login };
}

/** The addresses go in as objects, so that nothing parses them. */
function compose({ from, to, date, references, headers, ...rest }: Message): Promise<Buffer> {
  const composer = new MailComposer({
    ...rest,
    from: { name: from.name ?? '', address: from.address },
    to: { name: '', address: to },
    date: new Date(date),
    references: [...references],
    ...(references.length > 0 && { inReplyTo: references.at(-1) }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...headers },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, raw) => (error ? reject(error) : resolve(raw as Buffer)));
  });
}

interface Handing {
  readonly server: Server;
  readonly closing: AbortSignal;
  /** null: nothing but to be let in. */
  readonly errand: { readonly raw: Buffer; readonly envelope: { readonly from: string; readonly to: string[] } } | null;
}

/** One connection a mail: nothing that went wrong with one is carried over to another. */
function handOver({ server, closing, errand }: Handing): Promise<Delivery> {
  const connection = new SmtpConnection(server.options);
  return new Promise((resolve) => {
    let isGreeted = false;
    // The first word counts: closing a connection makes it say that it was closed.
    const end = (delivery: Delivery) => {
      resolve(delivery);
      clearTimeout(deadline);
      closing.removeEventListener('abort', onClosing);
      if (delivery.outcome === 'sent') connection.quit();
      else connection.close();
    };
    const fail = (error: Error) => end(deliveryOf(error, isGreeted));
    const onClosing = () => end({ outcome: 'away', answer: 'The service was stopped.' });
    const deadline = setTimeout(() => fail(new Error('The server took too long.')), deadlineMs);
    closing.addEventListener('abort', onClosing);
    if (closing.aborted) return onClosing();
    connection.on('error', fail);
    // Why it was closed may be told a moment later, by the callback of what was asked.
    connection.on('end', () => setImmediate(() => fail(new Error('The connection was closed.'))));
    const send = () => {
      isGreeted = true;
      if (!errand) return end({ outcome: 'sent', answer: '' });
      connection.send(errand.envelope, errand.raw, (error, info) =>
        error ? fail(error) : end({ outcome: 'sent', answer: plainAnswer(info?.response ?? '') }),
      );
    };
    connection.connect((error) => {
      if (error) return fail(error);
      if (server.login && connection.allowsAuth) connection.login(server.login, (wrong) => (wrong ? fail(wrong) : send()));
      else if (server.login) fail(new Error('The server takes no password.'));
      else send();
    });
  });
}

/** An answer of the class 5 to the mail itself is final (RFC 5321, section 4.2.1); one to us, such as for a wrong password, is about the set-up. */
function deliveryOf(error: Error & { readonly responseCode?: number; readonly response?: string }, isGreeted: boolean): Delivery {
  const answer = plainAnswer(error.response || error.message);
  if (!isGreeted) return { outcome: 'away', answer };
  const code = error.responseCode ?? 0;
  return { outcome: code >= 500 && code < 600 ? 'refused' : 'later', answer };
}

const longestAnswer = 300;

/** Servers like to repeat the address. */
function plainAnswer(answer: string): string {
  return answer
    .replace(/\S*@\S*/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestAnswer);
}
