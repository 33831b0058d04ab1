import type { LinkbacksView } from '../../wire/linkbacks.ts';
import { ask } from '../ask.ts';
import { OutsideLink } from '../queue/outside-link.tsx';
import { hrefTo, route } from '../route.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { ago, exactly, words } from '../words/words.ts';
import { SelfTest } from './self-test.tsx';

type Received = LinkbacksView['received'][number];
type Sent = LinkbacksView['sent'][number];
const ways = ['in', 'out', 'test'] as const;

/** Links that came in and went out, what became of them, and what others find on a page of one's own. */
export function LinkbacksScreen({ site }: { readonly site: string }) {
  const way = ways.find((one) => one === route.value.query['way']) ?? 'in';
  return (
    <>
      <h1>{words.linkbacks.title}</h1>
      <nav class="parts" aria-label={words.linkbacks.ways}>
        {ways.map((one) => (
          <a
            key={one}
            href={hrefTo({ screen: 'linkbacks', query: { way: one } })}
            aria-current={one === way ? 'page' : undefined}
          >
            {words.linkbacks.way[one]}
          </a>
        ))}
      </nav>
      {way === 'in' && <In site={site} />}
      {way === 'out' && <Out site={site} />}
      {way === 'test' && <SelfTest site={site} />}
    </>
  );
}

function In({ site }: { readonly site: string }) {
  const paged = usePaged(
    async (cursor) => {
      const { received, next } = await ask<LinkbacksView>(`sites/${site}/linkbacks`, { query: { way: 'in', cursor } });
      return { items: received, next };
    },
    [site],
  );
  return (
    <PagedList of={paged} empty={words.linkbacks.nothingIn}>
      {(received) => (
        <ul class="entries">
          {received.map((one) => (
            <li key={one.id}>
              <ReceivedEntry one={one} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function ReceivedEntry({ one: { protocol, source, target, state, text, receivedAt, checkedAt } }: { readonly one: Received }) {
  return (
    <article class="entry">
      <p>
        <OutsideLink href={source}>
          <bdi>{source}</bdi>
        </OutsideLink>{' '}
        <span class={state === 'linked' ? 'badge known' : 'badge'}>{words.linkbacks.states[state]}</span>
      </p>
      <p class="hint">
        {words.queue.kinds[protocol]} → <bdi>{target}</bdi> ·{' '}
        <time dateTime={receivedAt} title={exactly(receivedAt)}>
          {ago(receivedAt)}
        </time>
        {checkedAt && (
          <>
            {' · '}
            {words.linkbacks.checked}{' '}
            <time dateTime={checkedAt} title={exactly(checkedAt)}>
              {ago(checkedAt)}
            </time>
          </>
        )}
      </p>
      <p>{text}</p>
    </article>
  );
}

function Out({ site }: { readonly site: string }) {
  const paged = usePaged(
    async (cursor) => {
      const { sent, next } = await ask<LinkbacksView>(`sites/${site}/linkbacks`, { query: { way: 'out', cursor } });
      return { items: sent, next };
    },
    [site],
  );
  return (
    <>
      <SendForm site={site} sent={paged.again} />
      <PagedList of={paged} empty={words.linkbacks.nothingOut}>
        {(sent) => (
          <ul class="entries">
            {sent.map((one) => (
              <li key={one.id}>
                <SentEntry one={one} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function SendForm({ site, sent }: { readonly site: string; readonly sent: () => void }) {
  const send = async (event: SubmitEvent) => {
    const { what = 'url', address = '' } = typedIn(event);
    const body = { [what]: address };
    if (await attempt(() => ask(`sites/${site}/linkbacks`, { body }), words.linkbacks.ordered)) sent();
  };
  return (
    <form class="inline" onSubmit={(event) => void send(event)}>
      <label>
        {words.linkbacks.send.what}
        <select name="what">
          {(['url', 'feed', 'sitemap'] as const).map((what) => (
            <option key={what} value={what}>
              {words.linkbacks.send.kinds[what]}
            </option>
          ))}
        </select>
      </label>
      <label class="wide-field">
        {words.linkbacks.send.address}
        <input type="url" name="address" required maxLength={2_000} placeholder="https://" />
      </label>
      <button type="submit">{words.linkbacks.send.submit}</button>
    </form>
  );
}

function SentEntry({ one: { url, state, changedAt, links } }: { readonly one: Sent }) {
  return (
    <article class="entry">
      <p>
        <OutsideLink href={url}>
          <bdi>{url}</bdi>
        </OutsideLink>{' '}
        <span class="badge">{words.linkbacks.sentStates[state]}</span>{' '}
        <time class="hint" dateTime={changedAt} title={exactly(changedAt)}>
          {ago(changedAt)}
        </time>
      </p>
      <ul>
        {links.map(({ target, outcome, answer, protocol }) => (
          <li key={target}>
            <bdi>{target}</bdi> <span class="badge">{words.linkbacks.outcomes[outcome]}</span>{' '}
            <span class="hint">
              {protocol} <bdi>{answer}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
