import type { FormView } from '../wire/comments.ts';
import { plural } from '../words/fill.ts';
import { h } from './dom.ts';
import type { Scene } from './scene.ts';

/** What stands beside the form: the owner's policy, and what is kept of a commenter, by the settings. */
export function notices({ words, lang }: Pick<Scene, 'words' | 'lang'>, { policy, privacy }: FormView): HTMLElement[] {
  const kept = [
    words.privacyShown,
    plural(words.privacyAddress, privacy.ipDays, lang),
    plural(words.privacySpam, privacy.spamDays, lang),
    plural(words.privacyTrash, privacy.trashDays, lang),
    privacy.akismet && words.privacyAkismet,
  ];
  const notice = (title: string, text: string) =>
    h('details', { class: 'notice' }, h('summary', {}, title), h('p', { dir: 'auto' }, text));
  return [...(policy ? [notice(words.policy, policy)] : []), notice(words.privacy, kept.filter(Boolean).join(' '))];
}
