import { useEffect, useId, useRef } from 'preact/hooks';
import { attempt } from '../shell/attempt.ts';
import { words } from '../words/words.ts';

/** A secret that is shown this once, ready to be copied. */
export function SaidOnce({ label, hint, text }: { readonly label: string; readonly hint: string; readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), [text]);
  return (
    <div class="once">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <p class="acts">
        <input
          ref={field}
          id={id}
          readOnly
          value={text}
          dir="ltr"
          aria-describedby={`${id}-hint`}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button type="button" onClick={() => void attempt(() => navigator.clipboard.writeText(text), words.people.copied)}>
          {words.people.copy}
        </button>
      </p>
    </div>
  );
}
