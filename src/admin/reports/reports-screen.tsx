import type { DecisionAnswer, QueuedView, QueueView } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { CommentHtml } from '../queue/comment-html.tsx';
import { ReportList } from '../queue/report-list.tsx';
import { hrefTo } from '../route.ts';
import { attempt } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { toast } from '../shell/toasts.tsx';
import { undoEntry } from '../shell/undo-entry.ts';
import { ago, exactly, plural, words } from '../words/words.ts';

/** What readers reported and a moderator has not answered. */
export function ReportsScreen({ site }: { readonly site: string }) {
  const paged = usePaged(
    async (cursor) => {
      const query = { site, status: 'approved', reported: '1', cursor };
      const { comments, next } = await ask<QueueView>('moderation/comments', { query });
      return { items: comments, next };
    },
    [site],
  );
  const answer = async ({ id }: QueuedView) => {
    if (await attempt(() => ask(`moderation/comments/${id}/reports`, { method: 'DELETE' }), words.reports.kept)) paged.again();
  };
  const decide = async ({ id, version }: QueuedView, to: 'spam' | 'trash' | 'pending') => {
    const isDone = await attempt(async () => {
      const { undo, stale } = await ask<DecisionAnswer>('moderation/decisions', { body: { items: [{ id, version }], to } });
      if (stale.length > 0) toast({ text: words.refusals.byCode['stale'] ?? '', tone: 'alarm' });
      else if (undo !== null) offerUndo(undo, to, paged.again);
    });
    if (isDone) paged.again();
  };
  return (
    <>
      <h1>{words.reports.title}</h1>
      <PagedList of={paged} empty={words.reports.empty}>
        {(comments) => (
          <ul class="entries">
            {comments.map((comment) => (
              <li key={comment.id}>
                <Reported comment={comment} answer={() => void answer(comment)} decide={(to) => void decide(comment, to)} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function offerUndo(id: string, to: 'spam' | 'trash' | 'pending', again: () => void): void {
  const undo = async () => {
    if (await attempt(() => undoEntry(id))) again();
  };
  toast({ text: words.reports.decided[to], act: { label: words.log.undo, do: () => void undo() } });
}

interface Shown {
  readonly comment: QueuedView;
  readonly answer: () => void;
  readonly decide: (to: 'spam' | 'trash' | 'pending') => void;
}

function Reported({ comment, answer, decide }: Shown) {
  const { author, date, html, page, reports } = comment;
  return (
    <article class="entry">
      <p>
        <strong>
          <bdi>{author.name}</bdi>
        </strong>{' '}
        <time dateTime={date} title={exactly(date)}>
          {ago(date)}
        </time>{' '}
        · <a href={hrefTo({ screen: 'queue', query: { status: 'approved', q: `page:${page.url}` } })}>{page.title ?? page.url}</a>
      </p>
      <CommentHtml html={html} />
      <div class="reports">
        <p>
          <strong>{plural(words.reports.count, reports.length)}</strong>
        </p>
        <ReportList reports={reports} />
      </div>
      <p class="acts">
        <button type="button" onClick={answer}>
          {words.reports.keep}
        </button>
        {(['pending', 'spam', 'trash'] as const).map((to) => (
          <button key={to} type="button" class={`to-${to}`} onClick={() => decide(to)}>
            {words.reports.acts[to]}
          </button>
        ))}
      </p>
    </article>
  );
}
