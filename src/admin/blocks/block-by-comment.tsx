import type { BlockView } from '../../wire/privacy.ts';
import { ask } from '../ask.ts';
import type { Row } from '../queue/rows.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { words } from '../words/words.ts';
import { daysOf, Length } from './length.tsx';
import { liftBlock, nameOfBlock, sayBlocked } from './say-blocked.ts';

interface Shown {
  readonly site: string;
  readonly row: Row;
}

/** Blocks whom a comment is by, or where it leads to, in one step. */
export function BlockByComment({ site, row }: Shown) {
  const offered = offers(row);
  if (offered.length === 0) return null;
  const block = async (event: SubmitEvent) => {
    const { kind, days } = typedIn(event);
    await attempt(async () => {
      const body = { kind, comment: row.id, days: daysOf(days) };
      const { block } = await ask<{ readonly block: BlockView }>(`sites/${site}/blocks`, { body });
      sayBlocked(block, () => void liftBlock(site, block));
    });
  };
  return (
    <form class="inline" onSubmit={(event) => void block(event)}>
      <label>
        {words.blocks.block}
        <select name="kind">
          {offered.map(({ kind, what }) => (
            <option key={kind} value={kind}>
              {words.blocks.byComment[kind]}: {what}
            </option>
          ))}
        </select>
      </label>
      <Length />
      <button type="submit">{words.blocks.submit}</button>
    </form>
  );
}

interface Offer {
  readonly kind: BlockView['kind'];
  readonly what: string;
}

/** What of this comment can be blocked, as the moderator may see it. */
function offers({ author: { name }, email, ip, leadsTo }: Row): readonly Offer[] {
  return [
    ...(email === null
      ? []
      : ([
          { kind: 'author', what: nameOfBlock({ name, value: email }) },
          { kind: 'email', what: email },
        ] as const)),
    ...(ip === null ? [] : [{ kind: 'address', what: ip } as const]),
    ...(leadsTo === null ? [] : [{ kind: 'domain', what: leadsTo } as const]),
  ];
}
