import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';
import { announce } from './announce.tsx';

export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'alarm';
  /** Something that may be done about it. */
  readonly act?: { readonly label: string; readonly keys?: string; readonly do: () => void };
}

type Shown = Toast & { readonly id: number };

const most = 3;
const lastsMs = 20_000;
const shown = signal<readonly Shown[]>([]);
let count = 0;

/** Says a short text and shows it for a while, the latest lowest. Answers how to take it away. */
export function toast(said: Toast): () => void {
  if (said.tone !== 'alarm') announce(said.text);
  count += 1;
  const id = count;
  shown.value = [...shown.value, { ...said, id }].slice(-most);
  return () => take(id);
}

function take(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <section class="toasts" aria-label={words.shell.notifications}>
      {shown.value.map((one) => (
        <Toasted key={one.id} {...one} />
      ))}
    </section>
  );
}

function Toasted({ id, text, tone, act }: Shown) {
  useEffect(() => {
    // What went wrong stays until somebody has seen it.
    if (tone === 'alarm') return undefined;
    const timer = setTimeout(() => take(id), lastsMs);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div class={tone === 'alarm' ? 'toast alarm' : 'toast'} role={tone === 'alarm' ? 'alert' : undefined}>
      <p>{text}</p>
      {act && (
        <button type="button" class="on-toast" onClick={() => [take(id), act.do()]}>
          {act.label}
          {act.keys && <kbd>{act.keys}</kbd>}
        </button>
      )}
      <button type="button" class="quiet cross" aria-label={words.shell.dismiss} onClick={() => take(id)}>
        ×
      </button>
    </div>
  );
}
