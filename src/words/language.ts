/** Older names and regions that say which script is meant. */
const renamed: readonly (readonly [tag: RegExp, name: string])[] = [
  [/^zh-(hant|tw|hk|mo)\b.*/, 'zh-hant'],
  [/^zh\b(?!-hant).*/, 'zh-hans'],
  [/^iw\b/, 'he'],
  [/^in\b/, 'id'],
];

/** Which of the languages there are (`de`, `zh-hans`) fits a BCP 47 tag best; English where none does. */
export function languageFor(tag: string, names: readonly string[]): string {
  const wanted = renamed.reduce((name, [from, to]) => name.replace(from, to), tag.toLowerCase());
  return names.find((name) => wanted === name || wanted.startsWith(`${name}-`)) ?? 'en';
}
