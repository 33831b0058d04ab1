import { html } from '../html.ts';
import type { Page } from '../reader/page.ts';
import type { Site } from '../sites/site.ts';
import type { LinkbackStatus } from '../wire/linkbacks.ts';
import type { Pair, PairState } from './pair.ts';

/** One text for a source that could not be read, whatever the reason. What moderators make of it is theirs to say. */
const told: Readonly<Record<PairState, Pick<LinkbackStatus, 'status' | 'text'>>> = {
  waiting: { status: 'waiting', text: 'It was received, and is being verified.' },
  linked: { status: 'verified', text: 'It was verified. It is shown when a moderator has approved it.' },
  unlinked: { status: 'failed', text: 'The source does not link to the target.' },
  gone: { status: 'removed', text: 'The source no longer links to the target.' },
  unreachable: { status: 'failed', text: 'The source does not exist, or could not be read.' },
  closed: { status: 'failed', text: 'The page takes no linkbacks any more.' },
};

/** What the sender of a webmention may know of it. */
export function statusOf(publicUrl: string, { slug }: Pick<Site, 'slug'>, pair: Pair): LinkbackStatus {
  const { id, source, target, state } = pair;
  return { url: `${publicUrl}/webmention/${slug}/${id}`, source, target, ...told[state] };
}

export function statusPage({ source, target, text }: LinkbackStatus): Page {
  const body = html`<h1>A webmention</h1>
<p>From <a href="${source}" rel="ugc external nofollow">${source}</a> to <a href="${target}">${target}</a>.</p>
<p role="status">${text}</p>`;
  return { title: 'A webmention', lang: 'en', head: html`<meta name="robots" content="noindex">`, body };
}
