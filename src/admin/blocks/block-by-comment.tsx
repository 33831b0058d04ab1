import type { BlockView } from '../../wire/privacy.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { toast } from '../shell/toasts.tsx';
import { words } from '../words/words.ts';
import { daysOf, Length } from './length.tsx';

interface Shown {
  readonly site: string;
  readonly comment: string;
}

/** Blocks whom a comment is by, or where it leads to, in one step. */
export function BlockByComment({ site, comment }: Shown) {
  const block = async (event: SubmitEvent) => {
    const { kind, days } = typedIn(event);
    await attempt(async () => {
      const body = { kind, comment, days: daysOf(days) };
      const { block } = await ask<{ readonly block: BlockView }>(`sites/${site}/blocks`, { body });
      const lift = () => void attempt(() => ask(`sites/${site}/blocks/${block.id}`, { method: 'DELETE' }), words.blocks.lifted);
      toast({ text: words.blocks.blocked, act: { label: words.blocks.lift, do: lift } });
    });
  };
  return (
    <form class="inline" onSubmit={(event) => void block(event)}>
      <label>
        {words.blocks.block}
        <select name="kind">
          {(['author', 'email', 'address', 'domain'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {words.blocks.byComment[kind]}
            </option>
          ))}
        </select>
      </label>
      <Length />
      <button type="submit">{words.blocks.submit}</button>
    </form>
  );
}
