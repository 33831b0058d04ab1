import { useSignal } from '@preact/signals';
import type { BlocksView, BlockView } from '../../wire/privacy.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { exactly, fill, words } from '../words/words.ts';
import { daysOf, Length } from './length.tsx';
import { liftBlock, nameOfBlock, sayBlocked } from './say-blocked.ts';

const kinds = ['email', 'address', 'domain', 'author'] as const;

/** Whom a site blocks: for a while or for good. */
export function BlocksScreen({ site }: { readonly site: string }) {
  const paged = usePaged(
    async (cursor) => {
      const { blocks, next } = await ask<BlocksView>(`sites/${site}/blocks`, { query: { cursor } });
      return { items: blocks, next };
    },
    [site],
  );
  const lift = async (block: BlockView) => {
    if (await liftBlock(site, block)) paged.again();
  };
  return (
    <>
      <h1>{words.blocks.title}</h1>
      <p class="hint">{words.blocks.hint}</p>
      <BlockForm site={site} again={paged.again} lift={(block) => void lift(block)} />
      <PagedList of={paged} empty={words.blocks.empty}>
        {(blocks) => (
          <ul class="entries">
            {blocks.map((block) => (
              <li key={block.id}>
                <BlockEntry block={block} lift={() => void lift(block)} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

interface Form {
  readonly site: string;
  readonly again: () => void;
  readonly lift: (block: BlockView) => void;
}

function BlockForm({ site, again, lift }: Form) {
  const kind = useSignal<string>('email');
  const block = async (event: SubmitEvent) => {
    const form = event.currentTarget as HTMLFormElement;
    const { days, note, name, ...typed } = typedIn(event);
    const body = { ...typed, days: daysOf(days), ...(note && { note }), ...(kind.value === 'author' && { name }) };
    await attempt(async () => {
      const { block } = await ask<{ readonly block: BlockView }>(`sites/${site}/blocks`, { body });
      sayBlocked(block, () => lift(block));
      form.reset();
      kind.value = 'email';
      again();
    });
  };
  return (
    <form class="inline" onSubmit={(event) => void block(event)}>
      <label>
        {words.blocks.block}
        <select name="kind" onChange={({ currentTarget }) => (kind.value = currentTarget.value)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {words.blocks.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      {kind.value === 'author' && (
        <label>
          {words.blocks.name}
          <input name="name" required maxLength={245} dir="auto" autocomplete="off" />
        </label>
      )}
      <label class="wide-field">
        {words.blocks.values[kind.value]}
        <input name="value" required maxLength={260} dir="ltr" autocomplete="off" />
      </label>
      <Length />
      <label class="wide-field">
        {words.blocks.note}
        <input name="note" maxLength={1_000} dir="auto" autocomplete="off" />
      </label>
      <button type="submit">{words.blocks.submit}</button>
    </form>
  );
}

function BlockEntry({ block, lift }: { readonly block: BlockView; readonly lift: () => void }) {
  const { kind, value, by, note, createdAt, until, inForce } = block;
  const end = until === null ? words.blocks.forGood : fill(words.blocks.until, { time: exactly(until) });
  return (
    <article class="entry">
      <p>
        <span class="badge">{words.blocks.kinds[kind]}</span>{' '}
        <strong>
          <bdi>{nameOfBlock(block)}</bdi>
        </strong>{' '}
        {!inForce && <span class="badge new">{words.blocks.over}</span>}
      </p>
      <p class="hint">
        {end} · <bdi>{by}</bdi>, <time dateTime={createdAt}>{exactly(createdAt)}</time>
      </p>
      {note && <blockquote dir="auto">{note}</blockquote>}
      <button type="button" aria-label={fill(words.blocks.liftOf, { value })} onClick={lift}>
        {words.blocks.lift}
      </button>
    </article>
  );
}
