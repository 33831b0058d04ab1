import { useSignal } from '@preact/signals';
import type { ErasureView, PersonExport } from '../../wire/privacy.ts';
import { ask } from '../ask.ts';
import { attempt } from '../shell/attempt.ts';
import { askFirst } from '../shell/dialog.tsx';
import { fill, number, words } from '../words/words.ts';

/** All that is held about somebody, and their erasure. */
export function PersonScreen({ site }: { readonly site: string }) {
  const receipt = useSignal<ErasureView | null>(null);
  const isBusy = useSignal(false);
  const act = async (email: string, what: 'export' | 'erase') => {
    isBusy.value = true;
    await attempt(async () => {
      if (what === 'export') save(await everythingOf(site, email));
      else receipt.value = await erased(site, email);
    });
    isBusy.value = false;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget as HTMLFormElement).get('email') ?? '').trim();
    const what = (event.submitter as HTMLButtonElement | null)?.value === 'erase' ? 'erase' : 'export';
    void act(email, what);
  };
  return (
    <>
      <h1>{words.person.title}</h1>
      <p class="hint">{words.person.hint}</p>
      <form class="inline" onSubmit={submit}>
        <label class="wide-field">
          {words.person.email}
          <input type="email" name="email" required maxLength={100} autocomplete="off" />
        </label>
        <button type="submit" value="export" disabled={isBusy}>
          {words.person.export}
        </button>
        <button type="submit" value="erase" class="alarming" disabled={isBusy}>
          {words.person.erase}
        </button>
      </form>
      <section aria-live="polite" aria-busy={isBusy}>
        {receipt.value && <Receipt receipt={receipt.value} again={async () => (receipt.value = await stateOf(receipt.value))} />}
      </section>
    </>
  );
}

async function everythingOf(site: string, email: string): Promise<object> {
  const held: Record<string, unknown[]> = {};
  for (let cursor: string | undefined; ; ) {
    const page: PersonExport = await ask<PersonExport>('privacy/export', { body: { email, site, ...(cursor && { cursor }) } });
    for (const [kind, some] of Object.entries(page.held)) held[kind] = [...(held[kind] ?? []), ...some];
    if (page.next === null) return { email, held };
    cursor = page.next;
  }
}

/** As a file: it is the person's, and longer than a screen. */
function save(found: object): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(found, null, 2)], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: address, download: 'person.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

async function erased(site: string, email: string): Promise<ErasureView | null> {
  const { eraseTitle, eraseText, erase } = words.person;
  if (!(await askFirst({ title: fill(eraseTitle, { email }), text: eraseText, yes: erase }))) return null;
  return ask<ErasureView>('privacy/erasures', { body: { email, site } });
}

const stateOf = async (receipt: ErasureView | null): Promise<ErasureView | null> =>
  receipt && ask<ErasureView>(`privacy/erasures/${receipt.id}`);

function Receipt({ receipt, again }: { readonly receipt: ErasureView; readonly again: () => Promise<unknown> }) {
  const { state, erased: counts, kept, follows } = receipt;
  const { receipt: said } = words.person;
  return (
    <article class="once">
      <h2>{said.title}</h2>
      <p>
        <strong>{said.states[state]}</strong>
      </p>
      <ul>
        {Object.entries(counts).map(([what, n]) => (
          <li key={what}>
            {what}: {number(n)}
          </li>
        ))}
      </ul>
      {[...kept, ...follows].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {state !== 'done' && (
        <button type="button" onClick={() => void attempt(again)}>
          {said.again}
        </button>
      )}
    </article>
  );
}
