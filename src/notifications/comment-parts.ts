import type { StoredComment } from '../comments/comment.ts';
import { shortenAddress } from '../net/address.ts';
import { fill } from '../words/fill.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Fact, LetterLink, LetterPart } from './letter.ts';
import { linkLifeMs, mailLinkPath } from './mail-link.ts';
import type { MailSpeech } from './mail-speech.ts';
import type { Moderated } from './moderated.ts';

/** Of the comment replied to: enough to recognise it. */
const longestParent = 500;

/** Everything a moderator decides by, and the links that decide. */
export async function commentParts(needs: ComposeNeeds, to: Moderated, comment: StoredComment): Promise<readonly LetterPart[]> {
  const { speech } = to;
  const page = await needs.store.pages.byId(comment.pageId);
  const parent = comment.parent === null ? null : await needs.store.comments.byId(comment.parent);
  const isThere = parent !== null && parent.status !== 'deleted';
  return [
    {
      kind: 'facts',
      facts: [
        ...factsOf(comment, speech),
        { name: speech.mail.page, value: page?.title ?? page?.url ?? '', url: page?.url ?? null },
      ],
    },
    ...(isThere ? parentParts(parent, speech) : []),
    { kind: 'quote', text: comment.source?.excerpt ?? comment.text },
    ...reasonParts(comment, speech),
    { kind: 'links', links: linksFor(needs, to, comment) },
  ];
}

function factsOf({ author, address, source }: StoredComment, { words, mail }: MailSpeech): Fact[] {
  const facts: (Fact | null)[] = [
    { name: mail.author, value: author.name },
    author.email === null ? null : { name: words.email, value: author.email },
    author.website === null ? null : { name: words.website, value: author.website },
    source === null ? null : { name: words.website, value: source.url },
    // Shortened even while the whole one is kept: a mailbox forgets nothing.
    address === null ? null : { name: mail.address, value: shortenAddress(address) ?? '' },
  ];
  return facts.filter((fact) => fact !== null);
}

function parentParts(parent: StoredComment, { mail }: MailSpeech): readonly LetterPart[] {
  const text = parent.text.length > longestParent ? `${parent.text.slice(0, longestParent)}…` : parent.text;
  return [
    { kind: 'paragraph', text: fill(mail.inReplyTo, 'name', parent.author.name) },
    { kind: 'quote', text },
    { kind: 'paragraph', text: '—' },
  ];
}

function reasonParts({ status, verdict }: StoredComment, { mail }: MailSpeech): readonly LetterPart[] {
  const why = verdict.reasons.map(({ text }) => text).join(' ');
  return status !== 'pending' || why === '' ? [] : [{ kind: 'facts', facts: [{ name: mail.reasons, value: why }] }];
}

function linksFor({ keys, publicUrl }: ComposeNeeds, { person, since, speech }: Moderated, comment: StoredComment): LetterLink[] {
  const acts = comment.status === 'pending' ? (['approve', 'spam', 'trash'] as const) : (['spam', 'trash'] as const);
  return acts.map((act) => ({
    text: speech.mail[act],
    url: publicUrl + mailLinkPath(keys, { person, comment, act, expiresAt: since + linkLifeMs }),
  }));
}
