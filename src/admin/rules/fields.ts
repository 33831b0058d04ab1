import type { SiteSettings } from '../../wire/settings.ts';

export type Key = keyof SiteSettings;

/** How a setting is typed in. `list` is a line each, `checks` a box for each check; an empty `optional` number or text is none. */
export type Field = { readonly key: Key } & (
  | { readonly kind: 'switch' | 'list' | 'text' | 'paragraph' | 'address' }
  | { readonly kind: 'number' | 'optional'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'optional-list' | 'checks' }
);

const number = (key: Key, min: number, max: number): Field => ({ key, kind: 'number', min, max });
const share = (key: Key): Field => ({ key, kind: 'number', min: 0, max: 1, step: 0.01 });
const on = (key: Key): Field => ({ key, kind: 'switch' });

/** What is judged by: the rules that hold, and those that block. */
export const ruleFields: readonly Field[] = [
  on('holdEverything'),
  on('holdUnknownAuthors'),
  number('holdAtLinks', 1, 1_000),
  { key: 'heldWords', kind: 'list' },
  { key: 'blockedWords', kind: 'list' },
  number('floodSeconds', 0, 86_400),
  share('holdAt'),
  share('spamAt'),
  { key: 'akismet', kind: 'choice', of: ['always', 'unsure', 'off'] },
  on('proofOfWork'),
  on('trustKnownSources'),
  { key: 'checksOff', kind: 'checks' },
];

interface Group {
  readonly name: 'site' | 'threads' | 'linkbacks' | 'keeping';
  readonly fields: readonly Field[];
}

/** Everything else, as it belongs together. */
export const settingGroups: readonly Group[] = [
  {
    name: 'site',
    fields: [
      { key: 'name', kind: 'text' },
      { key: 'hosts', kind: 'list' },
      { key: 'locale', kind: 'text' },
      { key: 'commentPolicy', kind: 'paragraph' },
      { key: 'notifyModerators', kind: 'choice', of: ['all', 'held', 'off'] },
      on('notifyAuthors'),
    ],
  },
  {
    name: 'threads',
    fields: [
      on('open'),
      { key: 'closeAfterDays', kind: 'optional', min: 1, max: 36_500 },
      on('requireNameAndEmail'),
      number('maxDepth', 1, 10),
      { key: 'order', kind: 'choice', of: ['oldest', 'newest'] },
      number('perPage', 1, 100),
      number('editMinutes', 0, 1_440),
      { key: 'pageQuery', kind: 'optional-list' },
      number('sMaxAge', 0, 86_400),
    ],
  },
  { name: 'linkbacks', fields: [on('pingbacks'), on('webmentions'), on('trackbacks'), { key: 'watchFeed', kind: 'address' }] },
  { name: 'keeping', fields: [number('spamDays', 1, 3_650), number('trashDays', 1, 3_650), number('ipDays', 0, 3_650)] },
];

/** What stands in the fields, as the API takes it. */
export function typedSettings(form: HTMLFormElement, fields: readonly Field[]): Partial<SiteSettings> {
  const typed = new FormData(form);
  return Object.fromEntries(fields.map((field) => [field.key, settingOf(field, typed.getAll(field.key).map(String))]));
}

function settingOf({ kind }: Field, typed: readonly string[]): unknown {
  if (kind === 'checks') return typed;
  const text = (typed[0] ?? '').trim();
  if (kind === 'switch') return text === 'on';
  if (kind === 'number') return Number(text);
  if (kind === 'optional') return text === '' ? null : Number(text);
  if (kind === 'address') return text === '' ? null : text;
  if (kind === 'list') return linesOf(text);
  if (kind === 'optional-list') return text === '' ? null : linesOf(text);
  return text;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Those that differ from what is in force. */
export function changedOf(typed: Partial<SiteSettings>, inForce: SiteSettings): Partial<SiteSettings> {
  const differs = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(inForce[key as Key]);
  return Object.fromEntries(Object.entries(typed).filter(differs));
}
