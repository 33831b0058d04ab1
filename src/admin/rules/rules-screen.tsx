import { useSignal } from '@preact/signals';
import type { Tried as Found } from '../../wire/moderation.ts';
import type { FilterView } from '../../wire/overview.ts';
import type { SiteSettings } from '../../wire/settings.ts';
import { ask } from '../ask.ts';
import { attempt } from '../shell/attempt.ts';
import { Loaded, useLoaded, Waiting } from '../shell/loaded.tsx';
import { FilterState } from '../statistics/statistics-screen.tsx';
import { words } from '../words/words.ts';
import { ruleFields } from './fields.ts';
import { SettingField } from './setting-field.tsx';
import { SettingsForm } from './settings-form.tsx';
import { Tried } from './tried.tsx';

const last = 200;

/** What holds and what blocks, and what other rules would have made of what came of late. */
export function RulesScreen({ site }: { readonly site: string }) {
  const loaded = useLoaded(
    () => Promise.all([ask<SiteSettings>(`sites/${site}/settings`), ask<FilterView>('moderation/filter', { query: { site } })]),
    [site],
  );
  return (
    <>
      <h1>{words.rules.title}</h1>
      <Loaded of={loaded}>
        {([settings, filter]) => (
          <>
            <FilterState filter={filter} />
            <Rules site={site} settings={settings} saved={loaded.again} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface Shown {
  readonly site: string;
  readonly settings: SiteSettings;
  readonly saved: () => void;
}

function Rules({ site, settings, saved }: Shown) {
  const tried = useSignal<Found | 'trying' | null>(null);
  const dryRun = async (changed: Partial<SiteSettings>) => {
    tried.value = 'trying';
    const isDone = await attempt(async () => {
      tried.value = await ask<Found>(`sites/${site}/settings/try`, { body: { settings: changed, last } });
    });
    if (!isDone) tried.value = null;
  };
  const tryThem = (typed: () => Partial<SiteSettings>) => (
    <button type="button" onClick={() => void dryRun(typed())} disabled={tried.value === 'trying'}>
      {words.rules.dryRun}
    </button>
  );
  return (
    <>
      <SettingsForm site={site} settings={settings} fields={ruleFields} saved={saved} acts={tryThem}>
        {(flaws) =>
          ruleFields.map((field) => (
            <SettingField key={field.key} field={field} value={settings[field.key]} flaw={flaws.get(field.key)} />
          ))
        }
      </SettingsForm>
      <section aria-live="polite" aria-busy={tried.value === 'trying'}>
        {tried.value === 'trying' ? <Waiting /> : tried.value && <Tried tried={tried.value} />}
      </section>
    </>
  );
}
