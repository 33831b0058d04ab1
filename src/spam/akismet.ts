import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { AkismetClient } from 'akismet-api';

/** The fields of Akismet's comment-check, submit-spam and submit-ham by their own names. */
export type AkismetFields = Readonly<Record<string, string>>;

/** `no-answer`: anything but a plain yes or no in time. A comment is never published because of one. */
export type AkismetAnswer =
  | { readonly kind: 'ham' | 'spam' | 'discard'; readonly recheckAfterSeconds: number | null }
  | { readonly kind: 'no-answer'; readonly why: string };

export interface Akismet {
  check(fields: AkismetFields): Promise<AkismetAnswer>;
  /** Whether it was taken. */
  submit(as: 'spam' | 'ham', fields: AkismetFields): Promise<boolean>;
  verifyKey(blog: string): Promise<'valid' | 'invalid' | 'no-answer'>;
}

export interface AkismetAccount {
  readonly key: string;
  /** Base URL of a service like Akismet; null: Akismet's own. */
  readonly endpoint: string | null;
}

const akismetsOwn = 'https://rest.akismet.com';
const deadlineMs = 2_000;
const mostBytes = 64 * 1024;

/**
 * akismet-api, bounded. The package knows no time limit, reads an answer of any size, follows redirects, and hides the headers; so each
 * call watches the request that it makes, by the channel on which Node tells of every one.
 */
export function createAkismet({ key, endpoint }: AkismetAccount): Akismet {
  const client = (blog: string, fields: AkismetFields) => clientOf({ key, base: endpoint ?? akismetsOwn, blog, fields });
  return {
    check: async (fields) => {
      const asked = await watched((watch) =>
        client(fields['blog'] ?? '', fields)
          .checkSpam({ user_ip: fields['user_ip'] ?? '' })
          .then((isSpam) => answerOf(isSpam, watch.headers)),
      );
      return asked.ok ? asked.value : { kind: 'no-answer', why: asked.why };
    },
    submit: async (as, fields) => {
      const own = client(fields['blog'] ?? '', fields);
      const comment = { user_ip: fields['user_ip'] ?? '' };
      return (await watched(() => (as === 'spam' ? own.submitSpam(comment) : own.submitHam(comment)))).ok;
    },
    verifyKey: async (blog) => {
      const asked = await watched(() => client(blog, {}).verifyKey());
      return asked.ok ? (asked.value ? 'valid' : 'invalid') : 'no-answer';
    },
  };
}

interface Account {
  readonly key: string;
  readonly base: string;
  readonly blog: string;
  readonly fields: AkismetFields;
}

/** The package passes on only those fields of a comment that it knows, and all of its options; and it puts the key before any host. */
function clientOf({ key, base, blog, fields }: Account): AkismetClient {
  const root = `${base.endsWith('/') ? base.slice(0, -1) : base}/1.1/`;
  const { protocol, host } = new URL(root);
  const client = new AkismetClient({
    key,
    blog,
    protocol: protocol.slice(0, -1),
    host,
    userAgent: 'Backtalk | akismet-api/6.0.0',
  });
  return Object.assign(client, { rootEndpoint: root, endpoint: root, requestOpts: { ...fields, blog, api_key: key } });
}

function answerOf(isSpam: boolean, headers: IncomingMessage['headers']): AkismetAnswer {
  const after = Number(headers['x-akismet-recheck-after']);
  const recheckAfterSeconds = Number.isFinite(after) && after > 0 ? after : null;
  const isBlatant = headers['x-akismet-pro-tip'] === 'discard';
  return { kind: isSpam ? (isBlatant ? 'discard' : 'spam') : 'ham', recheckAfterSeconds };
}

interface Watch {
  readonly requests: ClientRequest[];
  headers: IncomingMessage['headers'];
}

const watching = new AsyncLocalStorage<Watch>();
let isSubscribed = false;

function onRequest(message: unknown): void {
  const watch = watching.getStore();
  if (!watch) return;
  const { request } = message as { readonly request: ClientRequest };
  // A second one is a redirect: no place that we were told of.
  if (watch.requests.length > 0) request.destroy(new Error('Akismet answered with a redirect'));
  watch.requests.push(request);
  request.once('response', (response: IncomingMessage) => {
    watch.headers = response.headers;
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) request.destroy(new Error('Akismet answered with too much'));
    });
  });
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

async function watched<T>(call: (watch: Watch) => PromiseLike<T>): Promise<Outcome<T>> {
  if (!isSubscribed) subscribe('http.client.request.created', onRequest);
  isSubscribed = true;
  const watch: Watch = { requests: [], headers: {} };
  const late = Promise.withResolvers<Outcome<T>>();
  const timer = setTimeout(
    () => late.resolve({ ok: false, why: `It did not answer within ${deadlineMs / 1_000} seconds.` }),
    deadlineMs,
  );
  const asked = watching
    .run(watch, () => Promise.resolve(call(watch)))
    .then(
      (value): Outcome<T> => ({ ok: true, value }),
      (error: unknown): Outcome<T> => ({ ok: false, why: whyOf(error) }),
    );
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
    for (const request of watch.requests) request.destroy();
  }
}

/** For the moderators: never an answer's whole body. */
function whyOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text === '' ? 'It answered nothing.' : `It answered: ${text.replace(/\s+/g, ' ').slice(0, 80)}`;
}
