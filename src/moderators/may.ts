import type { Actor } from '../moderation/log.ts';
import { refuse } from '../refusal.ts';
import type { Person, Role } from './person.ts';

/** Somebody who signed in or holds a token, and where they may act. */
export interface Moderator {
  readonly actor: Actor;
  /** What readers see on replies, by their own choice; null: the site's name. */
  readonly publicName: string | null;
  readonly role: Role;
  /** Site ids; null: every site. */
  readonly sites: readonly string[] | null;
}

/** moderate: the queue, pages, the log. own: settings, people, tokens. operate: the service itself. */
export type Power = 'moderate' | 'own' | 'operate';

const powers: Record<Role, readonly Power[]> = {
  operator: ['moderate', 'own', 'operate'],
  owner: ['moderate', 'own'],
  moderator: ['moderate'],
};

export function may(moderator: Moderator, power: Power, siteId: string): boolean {
  return powers[moderator.role].includes(power) && (moderator.sites === null || moderator.sites.includes(siteId));
}

/** A site of somebody else is answered like one that may not be touched. */
export function requireMay(moderator: Moderator, power: Power, siteId: string): void {
  if (!may(moderator, power, siteId)) refuse('not-allowed');
}

/** For what is of no single site. */
export function requireMaySomewhere(moderator: Moderator, power: Power): void {
  if (!powers[moderator.role].includes(power)) refuse('not-allowed');
}

/** Whether a moderator may make somebody be this, or stop being it: nobody gives a power or a site that is not theirs. */
export function mayRule(moderator: Moderator, { role, sites }: Pick<Person, 'role' | 'sites'>): boolean {
  if (role === 'operator') return powers[moderator.role].includes('operate');
  return (
    powers[moderator.role].includes('own') && (moderator.sites === null || sites.every((site) => moderator.sites?.includes(site)))
  );
}
