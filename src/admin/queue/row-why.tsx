import { BlockByComment } from '../blocks/block-by-comment.tsx';
import { route } from '../route.ts';
import { fill, lang, plural, words } from '../words/words.ts';
import type { Queue } from './queue.ts';
import { ReportList } from './report-list.tsx';
import { RowHistory } from './row-history.tsx';
import type { Row } from './rows.ts';
import { decideWithNote } from './with-note.tsx';

const percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 0 });

/** Why it is where it is, in words: the score, each reason, and what readers said of it. */
export function RowWhy({ row: { verdict, reports } }: { readonly row: Row }) {
  return (
    <div class="why">
      {verdict.reasons.length > 0 && (
        <ul aria-label={words.queue.why}>
          <li class={verdict.score >= 0.5 ? 'score bad' : 'score'} title={words.queue.scoreLabel}>
            {fill(words.queue.score, { percent: percent.format(verdict.score) })}
          </li>
          {verdict.reasons.map(({ check, text }) => (
            <li key={check}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
      {reports.length > 0 && (
        <details class="reports" open>
          <summary>{plural(words.queue.reports, reports.length)}</summary>
          <ReportList reports={reports} />
        </details>
      )}
    </div>
  );
}

interface More {
  readonly queue: Queue;
  readonly row: Row;
  readonly isGone: boolean;
}

/** What happened to it, what its browser called itself, and how to block where it came from: asked for seldom. */
export function RowMore({ queue, row, isGone }: More) {
  const { userAgent, verdict } = row;
  const { site } = route.value;
  return (
    <div class="more">
      <RowHistory row={row} />
      {!isGone && (
        <button type="button" onClick={() => decideWithNote(queue, [{ id: row.id, version: row.version }])}>
          {words.queue.withNote.open}
        </button>
      )}
      {verdict.reasons.length === 0 && <p>{words.queue.noReasons}</p>}
      {userAgent !== null && (
        <p class="hint">
          {words.queue.browser}: <bdi>{userAgent}</bdi>
        </p>
      )}
      {site !== null && <BlockByComment site={site} row={row} />}
    </div>
  );
}
