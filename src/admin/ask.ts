import { base } from './place.ts';
import { lost, reached, unanswered } from './reach.ts';
import { signInAgain } from './signing-in.ts';
import { words } from './words/words.ts';

interface Flaw {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A "no", with its code of the API, or `offline`, `unreachable` or `failed`. Its message is a sentence for a moderator. */
export class Refused extends Error {
  readonly code: string;
  readonly errors: readonly Flaw[];

  constructor(code: string, said: { readonly detail?: string; readonly errors?: readonly Flaw[] } = {}) {
    const flaw = code === 'invalid' || code === 'stale' ? said.errors?.[0]?.message : undefined;
    super(flaw ?? words.refusals.byCode[code] ?? said.detail ?? words.refusals.unknown);
    this.code = code;
    this.errors = said.errors ?? [];
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

const longestWaitMs = 20_000;

/**
 * Asks the service's API, `path` below `/api/v1/`. Where the session has ended, the moderator signs in again and the same is asked once
 * more.
 * @throws Refused
 */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const answer = await answerTo(path, asked);
  if (answer.status !== 401) return read<T>(answer);
  await signInAgain();
  return read<T>(await answerTo(path, asked));
}

/** The same for one's own sign-in, where 401 is an answer like others. */
export async function askPlainly<T>(path: string, asked: Asked = {}): Promise<T> {
  return read<T>(await answerTo(path, asked));
}

async function answerTo(path: string, { method, query = {}, body }: Asked): Promise<Response> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  try {
    return await fetch(`${base}api/v1/${path}${search}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      signal: AbortSignal.timeout(longestWaitMs),
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    lost(unanswered());
    throw new Refused(unanswered());
  }
}

interface Said {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly Flaw[];
}

const away = [502, 503, 504];

async function read<T>(answer: Response): Promise<T> {
  const body: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  const isAway = away.includes(answer.status);
  if (isAway) lost('unavailable');
  else reached();
  if (answer.ok) return body as T;
  const said = (body ?? {}) as Said;
  throw new Refused(said.code ?? (isAway ? 'unavailable' : 'failed'), said);
}
