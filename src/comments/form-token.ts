import type { Keys } from '../keys.ts';

/** Milliseconds after which a form token no longer stands for an Origin. It is judged all the same: people leave tabs open. */
export const formTokenAge = 24 * 60 * 60 * 1000;

/** The time at which a form was fetched, signed for one site: base 36, a dot, the signature. */
export function makeFormToken(keys: Pick<Keys, 'sign'>, siteId: string, now: number): string {
  const time = Math.floor(now).toString(36);
  return `${time}.${keys.sign('form-token', siteId, time)}`;
}

/** The time in milliseconds; 'forged' for anything that was not signed for this site. */
export function readFormToken(keys: Pick<Keys, 'verify'>, siteId: string, token: string): number | 'forged' {
  const [time = '', signature = '', ...rest] = token.split('.', 3);
  const isOurs = rest.length === 0 && keys.verify('form-token', siteId, { data: time, signature });
  return isOurs ? Number.parseInt(time, 36) : 'forged';
}
