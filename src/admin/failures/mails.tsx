import type { MailsView, MailView } from '../../wire/mails.ts';
import { ask } from '../ask.ts';
import { attempt } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { ago, exactly, fill, number, words } from '../words/words.ts';

export type Undelivered = 'not-delivered' | 'failed' | 'refused';

/** Mails that did not arrive: there is no mail server, it is away, or it said no. */
export function Mails({ site, state }: { readonly site: string; readonly state: Undelivered }) {
  const paged = usePaged(
    async (cursor) => {
      const { mails, next } = await ask<MailsView>('moderation/mails', { query: { site, state, cursor } });
      return { items: mails, next };
    },
    [site, state],
  );
  const retry = async ({ id }: MailView) => {
    await attempt(() => ask(`moderation/mails/${id}/retry`, { method: 'POST' }), words.failures.retried);
    paged.again();
  };
  return (
    <>
      <p class="hint">{words.failures.mails.hints[state]}</p>
      <PagedList of={paged} empty={words.failures.mails.empty}>
        {(mails) => (
          <ul class="entries">
            {mails.map((mail) => (
              <li key={mail.id}>
                <MailEntry mail={mail} retry={() => void retry(mail)} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function MailEntry({ mail, retry }: { readonly mail: MailView; readonly retry: () => void }) {
  const { kind, attempts, answer, changed, subjectId } = mail;
  return (
    <article class="entry">
      <p>
        <strong>{words.failures.mails.kinds[kind]}</strong>{' '}
        <time dateTime={changed} title={exactly(changed)}>
          {ago(changed)}
        </time>
      </p>
      <p class="hint">
        {fill(words.failures.mails.tried, { attempts: number(attempts) })} <code>{subjectId}</code>
      </p>
      {answer && (
        <pre class="said" dir="auto">
          {answer}
        </pre>
      )}
      <button type="button" onClick={retry}>
        {words.failures.retry}
      </button>
    </article>
  );
}
