import { type Check, evidence, nothing } from '../moderation/check.ts';
import { foldText } from './filter/fold.ts';
import { hostOf } from './filter/hosts.ts';
import { tellsOf } from './filter/tells.ts';
import { readingOf } from './reading-of.ts';

const manyLinks = 3;

/** What the source of a linkback gives away: its host, its title, the links in what it quotes. */
export const sourceSigns: Check = {
  name: 'source-signs',
  look: ({ comment }) => {
    const { source, type } = comment;
    if (source === null || type === 'comment') return nothing;
    const host = hostOf(source.url);
    const title = tellsOf(foldText(source.title ?? ''));
    if (title.has('vice')) return evidence(2.5, 'The title of the source sells what spam sells.');
    if (/^[\d.]+$|^\[/.test(host)) return evidence(2, `The source stands at a bare address, ${host}.`);
    const others = readingOf(comment).hosts.filter((link) => link !== host).length;
    if (others >= manyLinks) return evidence(2, `What it quotes leads to ${others} other hosts.`);
    // A trackback is not verified by what it says of itself: its name and its source should at least agree.
    return title.has('money') || title.has('search engines')
      ? evidence(1, 'The title of the source sounds like an advertisement.')
      : nothing;
  },
};
