import { lifeMs } from './session.ts';

/** What a browser brings along of ours, each null where it does not. */
export interface Cookies {
  readonly session: string | null;
  readonly browser: string | null;
}

const browserLifeMs = 365 * 24 * 60 * 60 * 1000;

type Kind = keyof Cookies;

/** With `__Host-` a browser takes it only over TLS, from this very host and for all of it: no neighbour can plant one. */
function nameOf(kind: Kind, publicUrl: string): string {
  return isSecure(publicUrl) ? `__Host-backtalk-${kind}` : `backtalk-${kind}`;
}

export function readCookies(header: string | undefined, publicUrl: string): Cookies {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const read = (kind: Kind) => {
    const start = `${nameOf(kind, publicUrl)}=`;
    return pairs.find((pair) => pair.startsWith(start))?.slice(start.length, start.length + 200) ?? null;
  };
  return { session: read('session'), browser: read('browser') };
}

/** The Set-Cookie header for it; null takes it away. */
export function cookie(kind: Kind, value: string | null, publicUrl: string): string {
  const seconds = value === null ? 0 : (kind === 'session' ? lifeMs : browserLifeMs) / 1_000;
  const secure = isSecure(publicUrl) ? '; Secure' : '';
  return `${nameOf(kind, publicUrl)}=${value ?? ''}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
