import { useSignal } from '@preact/signals';
import type { InvitationView, PeopleView } from '../../wire/account.ts';
import { account } from '../account.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { askFirst } from '../shell/dialog.tsx';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { fill, words } from '../words/words.ts';
import { RoleField, RoleOptions } from './role-field.tsx';
import { SaidOnce } from './said-once.tsx';
import { Tokens } from './tokens.tsx';

type Person = PeopleView['people'][number];

/** Who moderates this site, and the tokens by which programs do. */
export function PeopleScreen({ site }: { readonly site: string }) {
  const loaded = useLoaded(() => ask<PeopleView>('people', { query: { site } }), [site]);
  return (
    <>
      <h1>{words.people.title}</h1>
      <Loaded of={loaded}>
        {({ people }) => (
          <ul class="entries">
            {people.map((person) => (
              <li key={person.id}>
                <PersonEntry person={person} again={loaded.again} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Invite site={site} again={loaded.again} />
      <h2>{words.people.tokens}</h2>
      <Tokens site={site} />
    </>
  );
}

function PersonEntry({ person, again }: { readonly person: Person; readonly again: () => void }) {
  const { id, email, name, role, isSetUp } = person;
  const isFixed = role === 'operator' || account.value?.person.id === id;
  return (
    <article class="entry">
      <p>
        <strong>
          <bdi>{name ?? email}</bdi>
        </strong>{' '}
        {name && <bdi class="hint">{email}</bdi>} {!isSetUp && <span class="badge new">{words.people.notSetUp}</span>}
      </p>
      <p class="acts">
        {isFixed ? <span class="badge">{words.people.roles[role]}</span> : <PersonActs person={person} again={again} />}
      </p>
    </article>
  );
}

function PersonActs({ person: { id, email, role }, again }: { readonly person: Person; readonly again: () => void }) {
  const change = async (to: string) => {
    await attempt(() => ask(`people/${id}`, { method: 'PATCH', body: { role: to } }), words.people.changed);
    again();
  };
  const remove = async () => {
    const { removeTitle, removeText: text, remove: yes, removed } = words.people;
    if (!(await askFirst({ title: fill(removeTitle, { name: email }), text, yes }))) return;
    if (await attempt(() => ask(`people/${id}`, { method: 'DELETE' }), removed)) again();
  };
  return (
    <>
      <select
        aria-label={fill(words.people.roleOf, { name: email })}
        onChange={({ currentTarget }) => void change(currentTarget.value)}
      >
        <RoleOptions of={role} />
      </select>
      <button type="button" class="alarming" onClick={() => void remove()}>
        {words.people.remove}
      </button>
    </>
  );
}

function Invite({ site, again }: { readonly site: string; readonly again: () => void }) {
  const link = useSignal('');
  const invite = async (event: SubmitEvent) => {
    const form = event.currentTarget as HTMLFormElement;
    const { email, name, role } = typedIn(event);
    const body = { email, role, sites: [site], ...(name && { name }) };
    const isDone = await attempt(async () => {
      link.value = (await ask<InvitationView>('people', { body })).setupUrl;
    });
    if (!isDone) return;
    form.reset();
    again();
  };
  return (
    <>
      <h2>{words.people.invite}</h2>
      <form class="inline" onSubmit={(event) => void invite(event)}>
        <label>
          {words.people.email}
          <input type="email" name="email" required maxLength={100} autocomplete="off" />
        </label>
        <label>
          {words.people.name}
          <input name="name" maxLength={245} autocomplete="off" />
        </label>
        <RoleField />
        <button type="submit">{words.people.inviteSubmit}</button>
      </form>
      {link.value && <SaidOnce label={words.people.setupUrl} hint={words.people.setupHint} text={link.value} />}
    </>
  );
}
