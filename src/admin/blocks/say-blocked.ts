import type { BlockView } from '../../wire/privacy.ts';
import { ask } from '../ask.ts';
import { attempt } from '../shell/attempt.ts';
import { toast } from '../shell/toasts.tsx';
import { fill, words } from '../words/words.ts';

export const nameOfBlock = ({ name, value }: Pick<BlockView, 'name' | 'value'>): string =>
  name === null ? value : `${name} · ${value}`;

export const liftBlock = (site: string, { id }: BlockView): Promise<boolean> =>
  attempt(() => ask(`sites/${site}/blocks/${id}`, { method: 'DELETE' }), words.blocks.lifted);

/** Says what is blocked now, and offers to lift it. */
export function sayBlocked(block: BlockView, lift: () => void): void {
  toast({ text: fill(words.blocks.blocked, { what: nameOfBlock(block) }), act: { label: words.blocks.lift, do: lift } });
}
