import { linkMark } from './clean.ts';
import { goods, ownedPart, thrownAway } from './hosts.ts';
import type { Reading } from './reading.ts';
import type { TellKind } from './tells.ts';

/** What each kind of tell is worth before anything is learned, in log-odds. Set by hand, on no data. */
const points: Readonly<Record<TellKind, number>> = {
  'call to action': 1,
  'self-promotion': 1,
  vice: 1,
  'phone number': 0.7,
  'contact elsewhere': 0.6,
  'search engines': 0.6,
  pleading: 0.5,
  money: 0.4,
  'praise of the site': 0,
};

const most = 3;

const atRest = -0.75;

/**
 * Log-odds of spam before a site has taught anything. It ships as these points and is made of no data: a model of public spam, in
 * whatever share, held more good comments of blogs and caught less of other kinds of spam (decision 050).
 */
export function priorOf(reading: Reading): number {
  return atRest + pointsOf(reading);
}

/** A host that sounds as if it were one of many: numbered, of a cheap top-level domain, or named for what it sells. */
function isThrownAway(host: string): boolean {
  return /\d/.test(ownedPart(host)) || thrownAway.test(host) || goods.test(host);
}

/** An address that leads on to another, or to a profile, a wiki or a forum that anybody may fill: somebody's page would be named by itself. */
function isPlanted(address: string): boolean {
  return /[?&=%@]|profile|user|member|forum|topic|redirect|question|wiki|\.php|\.cgi|\.aspx?|\d{3}/i.test(address);
}

function pointsOf({ tells, folded, cleaned, styled, mixed, hosts }: Reading): number {
  const kinds = [...tells.keys()].filter((kind) => kind !== 'praise of the site');
  const told = kinds.reduce((sum, kind) => sum + points[kind], 0);
  const together = (kinds.length > 1 ? 0.4 : 0) + (kinds.length > 2 ? 0.4 : 0);
  const all = kinds.reduce((sum, kind) => sum + (tells.get(kind) ?? 0), 0);
  const dense = all > 1 && all / Math.max(5, folded.length) > 0.12 ? 0.5 : 0;
  const links = cleaned.addresses.length > 0 ? 0.6 : 0;
  const isBare =
    folded.every((word) => word === linkMark) && (hosts.some(isThrownAway) || cleaned.addresses.some(isPlanted)) ? 0.5 : 0;
  const damped = (told + together + links) / Math.max(1, folded.length / 15) ** 0.6;
  return Math.min(most, damped + dense + isBare + (styled > 1 ? 1.2 : 0) + (mixed > 3 ? 1.2 : 0));
}
