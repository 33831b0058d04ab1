import type { QueueView } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { words } from '../words/words.ts';

/** What waits for a moderator. */
export function QueueScreen({ site }: { readonly site: string }) {
  const queue = useLoaded(() => ask<QueueView>('moderation/comments', { query: { site } }), [site]);
  return (
    <>
      <h1>{words.queue.title}</h1>
      <Loaded of={queue}>
        {({ comments }) =>
          comments.length === 0 ? (
            <p>{words.queue.empty}</p>
          ) : (
            <ul class="rows">
              {comments.map(({ id, author, text }) => (
                <li key={id}>
                  <h2>{author.name}</h2>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
