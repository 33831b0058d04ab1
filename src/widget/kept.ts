const hour = 3_600_000;

/** What may stand in this browser, always by an act of its reader, and for how long; the rest for good. */
const longest: Readonly<Partial<Record<Kind, number>>> = { draft: 24 * hour, own: 30 * 24 * hour };
type Kind = 'draft' | 'own' | 'me' | 'live';

interface Kept {
  readonly at: number;
  readonly value: unknown;
}

/** Stands in where a browser refuses to keep anything. */
const memory = new Map<string, string>();
const keyOf = (kind: Kind, about: string) => `backtalk:${kind}:${about}`;

/** Null for what was never kept, is too old or was not written by us. */
export function recall<T>(kind: Kind, about = ''): T | null {
  const key = keyOf(kind, about);
  const kept = parsed(memory.get(key) ?? attempt(() => localStorage.getItem(key)));
  return kept && !isOld(kind, kept) ? (kept.value as T) : null;
}

/** Null forgets. */
export function keep(kind: Kind, about: string, value: unknown): void {
  const key = keyOf(kind, about);
  memory.delete(key);
  attempt(() => localStorage.removeItem(key));
  if (value === null) return;
  const text = JSON.stringify({ at: Date.now(), value });
  try {
    localStorage.setItem(key, text);
  } catch {
    memory.set(key, text);
  }
}

/** Parents for which a draft waits, latest first; what is too old on any page goes. */
export function draftsOf(about: string): string[] {
  const start = keyOf('draft', about);
  const found: (readonly [at: number, parent: string])[] = [];
  for (const key of attempt(() => Object.keys(localStorage)) ?? []) {
    const kind = /^backtalk:(draft|own):/.exec(key)?.[1] as Kind | undefined;
    const kept = kind && parsed(attempt(() => localStorage.getItem(key)));
    if (kept && isOld(kind, kept)) attempt(() => localStorage.removeItem(key));
    else if (kept && key.startsWith(start)) found.push([kept.at, key.slice(start.length)]);
  }
  return found.sort((a, b) => b[0] - a[0]).map(([, parent]) => parent);
}

const isOld = (kind: Kind, { at }: Kept) => Date.now() - at > (longest[kind] ?? Number.NaN);

function parsed(text: string | null | undefined): Kept | null {
  return attempt(() => JSON.parse(text ?? 'null')) ?? null;
}

/** Storage that is blocked or full throws wherever it is touched. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
