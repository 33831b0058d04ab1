import { useSignal } from '@preact/signals';
import { type ComponentChildren, createRef } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SiteSettings } from '../../wire/settings.ts';
import { ask, Refused } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { words } from '../words/words.ts';
import { changedOf, type Field, typedSettings } from './fields.ts';

interface Shown {
  readonly site: string;
  readonly settings: SiteSettings;
  readonly fields: readonly Field[];
  readonly saved: () => void;
  /** The fields, given what the service said against each. */
  readonly children: (flaws: ReadonlyMap<string, string>) => ComponentChildren;
  /** What else may be done with what is typed. */
  readonly acts?: (typed: () => Partial<SiteSettings>) => ComponentChildren;
}

/** Some settings of a site. Only what was changed is sent, so that what another changes meanwhile stays. */
export function SettingsForm({ site, settings, fields, saved, children, acts }: Shown) {
  const form = useMemo(() => createRef<HTMLFormElement>(), []);
  const flaws = useSignal<ReadonlyMap<string, string>>(new Map());
  const isBusy = useSignal(false);
  const typed = () => (form.current ? changedOf(typedSettings(form.current, fields), settings) : {});
  const save = async () => {
    const body = typed();
    if (Object.keys(body).length === 0) return void toast({ text: words.settings.nothingChanged });
    isBusy.value = true;
    try {
      await ask(`sites/${site}/settings`, { method: 'PATCH', body });
      flaws.value = new Map();
      toast({ text: words.settings.saved });
      saved();
    } catch (error) {
      flaws.value = new Map(
        error instanceof Refused ? error.errors.map(({ field, message }) => [field.split('.')[0] ?? '', message]) : [],
      );
      toast({ text: sentenceOf(error), tone: 'alarm' });
    }
    isBusy.value = false;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form class="settings" ref={form} onSubmit={submit}>
      {children(flaws.value)}
      <p class="acts">
        <button type="submit" class="main" disabled={isBusy}>
          {words.settings.save}
        </button>
        {acts?.(typed)}
      </p>
    </form>
  );
}
