import { signal } from '@preact/signals';
import type { AccountView } from '../wire/account.ts';
import { askPlainly } from './ask.ts';
import { base } from './place.ts';

/** Who is signed in; null until the service has said. */
export const account = signal<AccountView | null>(null);

/** moderate: the queue, pages, the log. own: settings, people, tokens. operate: the service itself. */
export type Power = 'moderate' | 'own' | 'operate';

const powers: Readonly<Record<AccountView['person']['role'], readonly Power[]>> = {
  operator: ['moderate', 'own', 'operate'],
  owner: ['moderate', 'own'],
  moderator: ['moderate'],
};

/** What is offered to them. Whether they may is judged by the service alone. */
export function may(power: Power): boolean {
  return account.value !== null && powers[account.value.person.role].includes(power);
}

export async function readAccount(): Promise<void> {
  account.value = await askPlainly<AccountView>('session');
}

export async function signOut(): Promise<void> {
  await askPlainly('session', { method: 'DELETE' });
  location.assign(`${base}admin`);
}
