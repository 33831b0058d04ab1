import { words } from '../words/words.ts';

const lengths = ['1', '7', '30', ''] as const;

/** For how many days a block is; the empty one is for good. */
export function Length() {
  return (
    <label>
      {words.blocks.length}
      <select name="days">
        {lengths.map((days) => (
          <option key={days} value={days} selected={days === '30'}>
            {words.blocks.lengths[days]}
          </option>
        ))}
      </select>
    </label>
  );
}

export const daysOf = (typed: string | undefined): number | null => (typed ? Number(typed) : null);
