import { request as askHttp, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as askHttps } from 'node:https';
import { isIP } from 'node:net';
import { addressBlock } from './address.ts';
import { type FetchRules, isAllowedPair, mayAsk, portOf } from './fetch-rules.ts';
import type { Pace, Turn } from './pace.ts';
import { readCapped } from './read-capped.ts';
import { registrableDomain } from './registrable-domain.ts';
import { anyAddress, publicAddress, Unreachable } from './resolve.ts';

export interface Asked {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Stands behind our name in the User-Agent. */
  readonly purpose?: string;
  /** Media types worth reading; the body of any other stays unread. */
  readonly types?: RegExp;
  /** Default 5. */
  readonly redirects?: number;
}

export interface Answered {
  readonly outcome: 'answered';
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty where the type is not one asked for. */
  readonly body: Buffer;
  readonly isCut: boolean;
  readonly isWantedType: boolean;
  readonly redirects: number;
}

/** `reason` is for the log and for who runs the service: to anybody else every unreachable place looks alike. */
export type Fetched =
  | Answered
  | { readonly outcome: 'unreachable'; readonly reason: string }
  | { readonly outcome: 'slow' }
  | { readonly outcome: 'busy'; readonly freeAt: number };

/** The only way out. It never throws for what the other side does. */
export type SafeFetch = (asked: Asked) => Promise<Fetched>;

export interface FetchNeeds {
  readonly rules: FetchRules;
  readonly userAgent: string;
  readonly pace: Pace;
  /** Ends whatever is under way, as if its host were busy. */
  readonly closing: AbortSignal;
}

const mostBytes = 1024 * 1024;
const connectMs = 3_000;
const firstByteMs = 5_000;
/** Half a second less than anybody may hold us: a busy process sees its timers late. */
const allMs = 9_500;
const mostRedirects = 5;
export const tooManyRedirects = 'too many redirects';

class Slow extends Error {}
class Busy extends Error {
  readonly freeAt: number;

  constructor(freeAt: number) {
    super('busy');
    this.freeAt = freeAt;
  }
}

/** Asks for a page of somebody else: within these limits, at public addresses only, and no faster than the pace. */
export function createSafeFetch(needs: FetchNeeds): SafeFetch {
  return async (asked) => {
    const held = new Set<string>();
    const turns: Turn[] = [];
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Slow('all')), allMs);
    const close = () => late.abort(new Busy(0));
    needs.closing.addEventListener('abort', close);
    try {
      if (needs.closing.aborted) return { outcome: 'busy', freeAt: 0 };
      return await follow({ ...needs, asked, held, turns, late: late.signal });
    } catch (error) {
      return failureOf(error, late.signal);
    } finally {
      clearTimeout(timer);
      needs.closing.removeEventListener('abort', close);
      for (const turn of turns) if (turn.isMine) turn.release();
    }
  };
}

interface Trip extends FetchNeeds {
  readonly asked: Asked;
  readonly held: Set<string>;
  readonly turns: Turn[];
  readonly late: AbortSignal;
}

function failureOf(error: unknown, late: AbortSignal): Fetched {
  const busy = [error, late.reason].find((one) => one instanceof Busy);
  if (busy) return { outcome: 'busy', freeAt: busy.freeAt };
  if (error instanceof Slow || late.aborted) return { outcome: 'slow' };
  if (error instanceof Error && (error instanceof Unreachable || 'code' in error))
    return {
      outcome: 'unreachable',
      reason: error instanceof Unreachable ? error.message : String((error as { code?: unknown }).code),
    };
  throw error;
}

async function follow(trip: Trip): Promise<Answered> {
  const first = parsed(trip.asked.url);
  let url = first;
  for (let redirects = 0; ; redirects += 1) {
    const response = await dial(trip, url, first);
    const next = redirectOf(response, url);
    if (next === null) return await answerOf(trip, response, { url, redirects });
    response.destroy();
    if (redirects >= (trip.asked.redirects ?? mostRedirects)) throw new Unreachable(tooManyRedirects);
    url = next;
  }
}

function parsed(text: string): URL {
  if (!URL.canParse(text)) throw new Unreachable('no URL');
  return new URL(text);
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  if (!URL.canParse(headers.location, from.href)) throw new Unreachable('a redirect to no URL');
  return new URL(headers.location, from.href);
}

async function answerOf(
  { asked, late }: Trip,
  response: IncomingMessage,
  { url, redirects }: { readonly url: URL; readonly redirects: number },
): Promise<Answered> {
  const isWantedType = asked.types?.test(response.headers['content-type'] ?? '') ?? true;
  const stop = () => response.destroy(late.reason as Error);
  late.addEventListener('abort', stop);
  try {
    const unread = { bytes: Buffer.alloc(0), isCut: false };
    const { bytes, isCut } = isWantedType && asked.method !== 'HEAD' ? await readCapped(response, mostBytes) : unread;
    const { statusCode: status = 0, headers } = response;
    return { outcome: 'answered', status, url: url.href, headers, body: bytes, isCut, isWantedType, redirects };
  } finally {
    late.removeEventListener('abort', stop);
    response.destroy();
  }
}

/** Resolves, judges, waits for a turn and asks, on exactly the address that was judged. */
async function dial(trip: Trip, url: URL, first: URL): Promise<IncomingMessage> {
  const isAllowed = isAllowedPair(trip.rules, url, first);
  if (!isAllowed && !mayAsk(trip.rules, url)) throw new Unreachable('a refused URL or port');
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const began = new AbortController();
  const timer = setTimeout(() => began.abort(new Slow('connect')), connectMs);
  try {
    const address = await orAbort(isAllowed ? anyAddress(name) : publicAddress(name), began.signal);
    await takeTurn(trip, isAllowed ? [`pair ${name}:${portOf(url)}`] : await placesOf(name, address));
    return await ask(trip, { url, address });
  } finally {
    clearTimeout(timer);
  }
}

async function placesOf(name: string, address: string): Promise<string[]> {
  const domain = isIP(name) ? null : await registrableDomain(name);
  return [`address ${addressBlock(address)}`, ...(domain === null ? [] : [`domain ${domain}`])];
}

async function takeTurn({ pace, held, turns }: Trip, places: readonly string[]): Promise<void> {
  const turn = await pace.take(places, held);
  if (!turn.isMine) throw new Busy(turn.freeAt);
  turns.push(turn);
  for (const place of places) held.add(place);
}

interface Dialled {
  readonly url: URL;
  readonly address: string;
}

function ask(trip: Trip, dialled: Dialled): Promise<IncomingMessage> {
  const { url } = dialled;
  const request = url.protocol === 'https:' ? askHttps(optionsOf(trip, dialled)) : askHttp(optionsOf(trip, dialled));
  const late = (what: string) => () => request.destroy(new Slow(what));
  const byte = setTimeout(late('first byte'), firstByteMs);
  const connect = setTimeout(late('connect'), connectMs);
  const stop = late('all');
  trip.late.addEventListener('abort', stop);
  request.once('socket', (socket) => socket.once('connect', () => clearTimeout(connect)));
  return new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
    // A protocol change is nothing that we asked for, and its socket is nobody's but ours.
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Unreachable('an upgrade'));
    });
    request.end(trip.asked.body);
  }).finally(() => {
    clearTimeout(byte);
    clearTimeout(connect);
    trip.late.removeEventListener('abort', stop);
    request.on('error', () => undefined);
  });
}

function optionsOf({ asked, userAgent }: Trip, { url, address }: Dialled): RequestOptions & { readonly servername?: string } {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return {
    method: asked.method ?? 'GET',
    host: address,
    port: portOf(url),
    path: url.pathname + url.search,
    agent: false,
    maxHeaderSize: 32 * 1024,
    ...(isIP(name) === 0 && { servername: name }),
    headers: {
      Host: url.host,
      'User-Agent': asked.purpose === undefined ? userAgent : `${userAgent}; ${asked.purpose}`,
      Accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5',
      'Accept-Encoding': 'gzip, deflate, br',
      Connection: 'close',
      ...(asked.body !== undefined && { 'Content-Length': String(Buffer.byteLength(asked.body)) }),
      ...asked.headers,
    },
  };
}

function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    ),
  ]);
}
