/** Where a widget stands and what it asks about. `base` is the service's address with a slash at its end. */
export interface Place {
  readonly base: string;
  readonly site: string;
  readonly url: string;
}

interface Flaw {
  readonly field: string;
  readonly code: string;
}

/** A "no", with its code of the API, or `offline`, `unreachable` or `failed`. */
export class Refused extends Error {
  readonly code: string;
  readonly errors: readonly Flaw[];
  /** Seconds. */
  readonly retryAfter: number;

  constructor(code: string, errors: readonly Flaw[] = [], retryAfter = 0) {
    super(code);
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

const longestWaitMs = 15_000;

/** The answer, whatever became of the question. @throws Refused */
export async function answerTo<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  let body: T & { readonly code?: string; readonly errors?: readonly Flaw[] };
  try {
    response = await asked;
  } catch {
    throw new Refused(navigator.onLine ? 'unreachable' : 'offline');
  }
  try {
    body = response.status === 204 ? null : await response.json();
  } catch {
    throw new Refused('failed');
  }
  if (response.ok) return body;
  throw new Refused(body?.code ?? 'failed', body?.errors, Number(response.headers.get('Retry-After')));
}

export const ask = <T>({ base }: Place, path: string, init: RequestInit = {}): Promise<T> =>
  answerTo(fetch(`${base}api/v1/${path}`, { signal: AbortSignal.timeout(longestWaitMs), ...init }));

/** A question with a body. */
export const send = <T>(
  place: Place,
  path: string,
  { body, headers, method = 'POST' }: { body?: unknown; headers?: Record<string, string>; method?: string },
): Promise<T> =>
  ask(place, path, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) ?? null });

export const pageQuery = ({ site, url }: Place, more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({ site, url, ...more }).toString();
