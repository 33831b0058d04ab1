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
  const tried = useSignal<Found | 'trying' | null>(null);
  const dryRun = async (settings: Partial<SiteSettings>) => {
    tried.value = 'trying';
    const isDone = await attempt(async () => {
      tried.value = await ask<Found>(`sites/${site}/settings/try`, { body: { settings, last } });
    });
    if (!isDone) tried.value = null;
  };
  return (
    <>
      <h1>{words.rules.title}</h1>
      <Loaded of={loaded}>
        {([settings, filter]) => (
          <>
            <FilterState filter={filter} />
            <SettingsForm
              site={site}
              settings={settings}
              fields={ruleFields}
              saved={loaded.again}
              acts={(typed) => (
                <button type="button" onClick={() => void dryRun(typed())} disabled={tried.value === 'trying'}>
                  {words.rules.dryRun}
                </button>
              )}
            >
              {(flaws) =>
                ruleFields.map((field) => (
                  <SettingField key={field.key} field={field} value={settings[field.key]} flaw={flaws.get(field.key)} />
                ))
              }
            </SettingsForm>
          </>
        )}
      </Loaded>
      <section aria-live="polite" aria-busy={tried.value === 'trying'}>
        {tried.value === 'trying' ? <Waiting /> : tried.value && <Tried tried={tried.value} />}
      </section>
    </>
  );
}
