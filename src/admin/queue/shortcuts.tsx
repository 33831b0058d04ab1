import { Dialog } from '../shell/dialog.tsx';
import { words } from '../words/words.ts';
import type { Key } from './keys.ts';
import { keysOn, switchKeys } from './keys-on.ts';

const groups = ['move', 'one', 'many', 'other'] as const;

export function Shortcuts({ keys, onClose }: { readonly keys: readonly Key[]; readonly onClose: () => void }) {
  const { title, intro, groups: names } = words.queue.keys;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{intro}</p>
      <label class="beside">
        <input type="checkbox" checked={keysOn} onChange={({ currentTarget: { checked } }) => switchKeys(checked)} />{' '}
        {words.queue.keys.areOn}
      </label>
      {groups.map((group) => (
        <section key={group}>
          <h3>{names[group]}</h3>
          <dl class="keys">
            {keys
              .filter((one) => one.group === group)
              .map(({ key, says }) => (
                <div key={key}>
                  <dt>
                    {key.split('+').map((part) => (
                      <kbd key={part}>{part === 'shift' ? 'Shift' : part}</kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
