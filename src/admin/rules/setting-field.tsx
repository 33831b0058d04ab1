import type { SiteSettings } from '../../wire/settings.ts';
import { words } from '../words/words.ts';
import type { Field } from './fields.ts';

interface Shown {
  readonly field: Field;
  readonly value: SiteSettings[keyof SiteSettings];
  /** What the service says against it. */
  readonly flaw: string | undefined;
}

/** A setting with its name, what it does, and what is wrong with it. */
export function SettingField({ field, value, flaw }: Shown) {
  const { label, hint } = words.settings.fields[field.key];
  const about = `about-${field.key}`;
  const input = { id: `set-${field.key}`, name: field.key, 'aria-describedby': about, 'aria-invalid': flaw !== undefined };
  if (field.kind === 'checks') return <Checks field={field} value={value} flaw={flaw} />;
  const isSwitch = field.kind === 'switch';
  return (
    <div class={isSwitch ? 'setting beside' : 'setting'}>
      {isSwitch && <input {...input} type="checkbox" defaultChecked={value === true} />}
      <label for={input.id}>{label}</label>
      <p class="hint" id={about}>
        {hint}
        {flaw !== undefined && <strong class="problem"> {flaw}</strong>}
      </p>
      {!isSwitch && <Input field={field} value={value} input={input} />}
    </div>
  );
}

/** A box for each check, ticked where the site does without it. */
function Checks({ field: { key }, value, flaw }: Shown) {
  const { label, hint } = words.settings.fields[key];
  return (
    <fieldset class="setting" aria-describedby={`about-${key}`}>
      <legend>{label}</legend>
      <p class="hint" id={`about-${key}`}>
        {hint}
        {flaw !== undefined && <strong class="problem"> {flaw}</strong>}
      </p>
      {Object.entries(words.settings.checks).map(([check, says]) => (
        <label key={check} class="beside">
          <input
            type="checkbox"
            name={key}
            value={check}
            defaultChecked={Array.isArray(value) && value.some((off) => off === check)}
          />
          {says}
        </label>
      ))}
    </fieldset>
  );
}

type Given = Readonly<Record<string, string | boolean>>;

function Input({ field, value, input }: Pick<Shown, 'field' | 'value'> & { readonly input: Given }) {
  if (field.kind === 'choice')
    return (
      <select {...input}>
        {field.of.map((one) => (
          <option key={one} value={one} selected={one === value}>
            {words.settings.choices[one] ?? one}
          </option>
        ))}
      </select>
    );
  if (field.kind === 'list' || field.kind === 'optional-list')
    return <textarea {...input} rows={5} dir="auto" defaultValue={Array.isArray(value) ? value.join('\n') : ''} />;
  if (field.kind === 'paragraph') return <textarea {...input} rows={3} dir="auto" defaultValue={String(value ?? '')} />;
  if (field.kind === 'number' || field.kind === 'optional') {
    const { min, max, step = 1 } = field;
    return (
      <input
        {...input}
        type="number"
        {...{ min, max, step }}
        required={field.kind === 'number'}
        defaultValue={String(value ?? '')}
      />
    );
  }
  const defaultValue = String(value ?? '');
  if (field.kind === 'address') return <input {...input} type="url" dir="auto" defaultValue={defaultValue} />;
  return <input {...input} type="text" dir="auto" defaultValue={defaultValue} />;
}
