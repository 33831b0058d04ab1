import { ago, exactly, plural, words } from '../words/words.ts';
import { hrefOf } from './filter.ts';
import { OutsideLink } from './outside-link.tsx';
import type { Queue } from './queue.ts';
import { editedWhen } from './row-history.tsx';
import type { Row } from './rows.ts';

interface Shown {
  readonly queue: Queue;
  readonly row: Row;
}

export const nameOf = ({ author }: Pick<Row, 'author'>): string => author.name || words.queue.noName;

/** Who wrote it, by everything that tells them from others; each leads to the rest of theirs. */
export function RowAuthor({ queue, row }: Shown) {
  const { author, approvedBefore, email, ip, type } = row;
  return (
    <div class="who">
      {author.avatar && <img src={author.avatar} alt="" width={36} height={36} />}
      <div>
        <p class="name">
          <strong>
            <bdi>{nameOf(row)}</bdi>
          </strong>
          {author.moderator && <span class="badge">{words.queue.moderator}</span>}
          {type !== 'comment' && <span class="badge">{words.queue.kinds[type]}</span>}
          {type === 'comment' && !author.moderator && <Known count={approvedBefore} />}
          <RowTime row={row} />
        </p>
        <p class="facts">
          {email !== null && (
            <a href={hrefOf(queue.filter, { q: `email:${email}` })} dir="ltr">
              {email}
            </a>
          )}
          {author.url !== null && (
            <OutsideLink href={author.url}>
              <bdi>{author.url}</bdi>
            </OutsideLink>
          )}
          {ip !== null && (
            <a href={hrefOf(queue.filter, { q: `ip:${ip}` })} dir="ltr" aria-label={`${words.queue.address} ${ip}`}>
              {ip}
            </a>
          )}
        </p>
        <RowPlace queue={queue} row={row} />
      </div>
    </div>
  );
}

function Known({ count }: { readonly count: number }) {
  if (count === 0) return <span class="badge new">{words.queue.firstComment}</span>;
  return <span class="badge known">{plural(words.queue.approvedBefore, count)}</span>;
}

function RowTime({ row }: Pick<Shown, 'row'>) {
  const { date, edited } = row;
  return (
    <span class="when">
      <time dateTime={date} title={exactly(date)}>
        {ago(date)}
      </time>
      {edited !== null && <span title={exactly(edited)}> · {editedWhen(row, ago(edited))}</span>}
    </span>
  );
}

/** Where it stands, and what it says that to. */
function RowPlace({ queue, row: { id, status, page, answers, source } }: Shown) {
  return (
    <div class="place">
      <p>
        {words.queue.on}{' '}
        <OutsideLink href={page.url}>
          <bdi>{page.title ?? page.url}</bdi>
        </OutsideLink>{' '}
        {status === 'approved' && (
          <span class="aside">
            <OutsideLink href={`${page.url}#comment-${id}`}>{words.queue.seeThere}</OutsideLink>
          </span>
        )}{' '}
        <a class="aside" href={hrefOf(queue.filter, { q: `page:${page.url}` })}>
          {words.queue.onlyThis}
        </a>
      </p>
      {answers && (
        <p class="answers">
          {words.queue.inReplyTo} <bdi>{answers.name || words.queue.noName}</bdi>
          {answers.status !== 'approved' && <span class="badge">{words.queue.allStatuses[answers.status]}</span>}
          {answers.excerpt && (
            <>
              {': '}
              <q dir="auto">{answers.excerpt}</q>
            </>
          )}
        </p>
      )}
      {source !== null && (
        <p>
          {words.queue.linkedFrom} <OutsideLink href={source}>{source}</OutsideLink>
        </p>
      )}
    </div>
  );
}
