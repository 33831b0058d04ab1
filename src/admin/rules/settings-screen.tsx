import type { SiteSettings } from '../../wire/settings.ts';
import { ask } from '../ask.ts';
import { Loaded, useLoaded } from '../shell/loaded.tsx';
import { words } from '../words/words.ts';
import { settingGroups } from './fields.ts';
import { SettingField } from './setting-field.tsx';
import { SettingsForm } from './settings-form.tsx';

const all = settingGroups.flatMap(({ fields }) => fields);

/** A site's settings but for the rules, with what each does. */
export function SettingsScreen({ site }: { readonly site: string }) {
  const loaded = useLoaded(() => ask<SiteSettings>(`sites/${site}/settings`), [site]);
  return (
    <>
      <h1>{words.settings.title}</h1>
      <Loaded of={loaded}>
        {(settings) => (
          <SettingsForm site={site} settings={settings} fields={all} saved={loaded.again}>
            {(flaws) =>
              settingGroups.map(({ name, fields }) => (
                <fieldset key={name}>
                  <legend>{words.settings.groups[name]}</legend>
                  {fields.map((field) => (
                    <SettingField key={field.key} field={field} value={settings[field.key]} flaw={flaws.get(field.key)} />
                  ))}
                </fieldset>
              ))
            }
          </SettingsForm>
        )}
      </Loaded>
    </>
  );
}
