import { useSignal } from '@preact/signals';
import type { DiscoverView } from '../../wire/linkbacks.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { Waiting } from '../shell/loaded.tsx';
import { words } from '../words/words.ts';

const endpoints = ['webmention', 'pingback', 'trackback'] as const;

/** What senders of linkbacks would find on a page of one's own. */
export function SelfTest({ site }: { readonly site: string }) {
  const isBusy = useSignal(false);
  const found = useSignal<DiscoverView | null>(null);
  const test = async (event: SubmitEvent) => {
    const { url } = typedIn(event);
    isBusy.value = true;
    await attempt(async () => {
      found.value = await ask<DiscoverView>(`sites/${site}/discover`, { query: { url } });
    });
    isBusy.value = false;
  };
  return (
    <>
      <p class="hint">{words.linkbacks.test.hint}</p>
      <form class="inline" onSubmit={(event) => void test(event)}>
        <label class="wide-field">
          {words.linkbacks.test.url}
          <input type="url" name="url" required maxLength={2_000} placeholder="https://" />
        </label>
        <button type="submit" disabled={isBusy}>
          {words.linkbacks.test.submit}
        </button>
      </form>
      <div aria-live="polite" aria-busy={isBusy}>
        {isBusy.value ? <Waiting /> : found.value && <Found found={found.value} />}
      </div>
    </>
  );
}

function Found({ found }: { readonly found: DiscoverView }) {
  const { problems, clients } = found;
  return (
    <>
      <h2>
        <bdi>{found.url}</bdi>
      </h2>
      <dl class="operators">
        {endpoints.map((name) => (
          <div key={name}>
            <dt>{words.queue.kinds[name]}</dt>
            <dd>{found[name] === null ? words.linkbacks.test.none : <code>{found[name]}</code>}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <div class="reports">
          <ul>
            {problems.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <h3>{words.linkbacks.test.clients}</h3>
      <ul>
        {clients.map(({ name, finds, why }) => (
          <li key={name}>
            <strong>{name}</strong>{' '}
            <span class={finds ? 'badge known' : 'badge new'}>
              {finds ? words.linkbacks.test.finds : words.linkbacks.test.misses}
            </span>{' '}
            {why}
          </li>
        ))}
      </ul>
    </>
  );
}
