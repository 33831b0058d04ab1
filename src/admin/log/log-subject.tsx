import type { LogSubject as Subject } from '../../wire/log.ts';
import { hrefTo } from '../route.ts';
import { plural, words } from '../words/words.ts';

/** The comment that an act was done to, where it stands and how many more there were; it leads to where the comment is now. */
export function LogSubject({ about: { id, status, name, excerpt, page, others } }: { readonly about: Subject }) {
  const isThere = status !== 'deleted';
  return (
    <p class="about">
      {isThere ? (
        <a href={hrefTo({ screen: 'queue', query: { status, q: `comment:${id}` } })}>
          <bdi>{name || words.queue.noName}</bdi>
          {excerpt && (
            <>
              {': '}
              <q dir="auto">{excerpt}</q>
            </>
          )}
        </a>
      ) : (
        words.log.deleted
      )}
      {page && (
        <>
          {' '}
          {words.queue.on} <bdi>{page.title ?? page.url}</bdi>
        </>
      )}
      {others > 0 && ` ${plural(words.log.others, others)}`}
    </p>
  );
}
