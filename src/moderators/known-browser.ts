import type { Keys } from '../keys.ts';

/**
 * What a browser is given when somebody signs in with it, `ID.SIGNATURE`. It opens nothing; its tries are counted apart from
 * everybody else's, so that nobody can lock out the person whose browser it is.
 */
export function newBrowserToken(keys: Keys, personId: string, id: string): string {
  return `${id}.${keys.sign('browser', '', `${personId}.${id}`)}`;
}

/** The id of a browser that this person signed in with before; null for every other. */
export function knownBrowser(keys: Keys, personId: string, token: string | null): string | null {
  const [, id = '', signature = ''] = /^([0-9A-Z]{26})\.([\w-]{43})$/.exec(token ?? '') ?? [];
  return keys.verify('browser', '', { data: `${personId}.${id}`, signature }) ? id : null;
}
