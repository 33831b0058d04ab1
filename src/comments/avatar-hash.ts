import type { Keys } from '../keys.ts';

/**
 * What an avatar is drawn from: 16 hex digits of a keyed hash of the site and the name as displayed. Never of the email: a hash of
 * that, even a keyed one, would join what one person wrote under several names.
 */
export function avatarHash(keys: Pick<Keys, 'sign'>, siteId: string, name: string): string {
  const signature = keys.sign('avatar', siteId, name.normalize('NFC'));
  return Buffer.from(signature, 'base64url').toString('hex', 0, 8);
}
