import { useSignal } from '@preact/signals';
import type { NewTokenView, TokensView } from '../../wire/overview.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { askFirst } from '../shell/dialog.tsx';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { ago, exactly, fill, words } from '../words/words.ts';
import { RoleField } from './role-field.tsx';
import { SaidOnce } from './said-once.tsx';

type Token = TokensView['tokens'][number];

/** The tokens of a site: made, shown once, revoked. */
export function Tokens({ site }: { readonly site: string }) {
  const loaded = useLoaded(() => ask<TokensView>('tokens', { query: { site } }), [site]);
  return (
    <>
      <p class="hint">{words.people.tokensHint}</p>
      <Loaded of={loaded}>
        {({ tokens }) => (
          <ul class="entries">
            {tokens.map((token) => (
              <li key={token.id}>
                <TokenEntry token={token} again={loaded.again} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <NewToken site={site} again={loaded.again} />
    </>
  );
}

function TokenEntry({ token, again }: { readonly token: Token; readonly again: () => void }) {
  const { id, name, role, createdAt } = token;
  const revoke = async () => {
    const question = { title: fill(words.people.revokeTitle, { name }), text: words.people.revokeText, yes: words.people.revoke };
    if (!(await askFirst(question))) return;
    await attempt(() => ask(`tokens/${id}`, { method: 'DELETE' }), words.people.revoked);
    again();
  };
  return (
    <article class="entry">
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        <span class="badge">{words.people.roles[role]}</span>{' '}
        <time class="hint" dateTime={createdAt} title={exactly(createdAt)}>
          {ago(createdAt)}
        </time>
      </p>
      <button type="button" class="alarming" aria-label={fill(words.people.revokeOf, { name })} onClick={() => void revoke()}>
        {words.people.revoke}
      </button>
    </article>
  );
}

function NewToken({ site, again }: { readonly site: string; readonly again: () => void }) {
  const made = useSignal('');
  const make = async (event: SubmitEvent) => {
    const form = event.currentTarget as HTMLFormElement;
    const { name, role } = typedIn(event);
    const isDone = await attempt(async () => {
      made.value = (await ask<NewTokenView>('tokens', { body: { site, name, role } })).token;
    });
    if (!isDone) return;
    form.reset();
    again();
  };
  return (
    <>
      <form class="inline" onSubmit={(event) => void make(event)}>
        <label>
          {words.people.tokenName}
          <input name="name" required maxLength={200} autocomplete="off" />
        </label>
        <RoleField />
        <button type="submit">{words.people.makeToken}</button>
      </form>
      {made.value && <SaidOnce label={words.people.newToken} hint={words.people.newTokenHint} text={made.value} />}
    </>
  );
}
