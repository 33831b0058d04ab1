import type { Words } from './words.ts';

type Text = keyof Words;

const ofCode: Readonly<Record<string, Text>> = {
  invalid: 'correct',
  'thread-closed': 'closed',
  'too-quick': 'tooQuick',
  'too-many-requests': 'tooMany',
  duplicate: 'duplicate',
  'parent-not-approved': 'parentGone',
  'unknown-parent': 'parentGone',
  'unknown-comment': 'commentGone',
  'edit-window-over': 'windowOver',
  stale: 'stale',
  'too-large': 'textLong',
  'origin-not-allowed': 'notHere',
  'page-not-of-this-site': 'notHere',
  'unknown-site': 'notHere',
  offline: 'offline',
  unreachable: 'unreachable',
  unavailable: 'unreachable',
};

const ofField: Readonly<Record<string, readonly [missing: Text, long: Text, wrong: Text]>> = {
  text: ['textMissing', 'textLong', 'textLong'],
  name: ['nameMissing', 'nameLong', 'notText'],
  email: ['emailMissing', 'emailLong', 'emailWrong'],
  website: ['websiteWrong', 'websiteLong', 'websiteWrong'],
};

/** The word for a refusal's `code`, or for what a browser finds out by itself: `offline`, `unreachable`. */
export const wordOfCode = (code: string): Text => ofCode[code] ?? 'failed';

/** The word for what is wrong with a field of the form, by the `code` of the problem's error; null for any other field. */
export function wordOfField(field: string, code: string): Text | null {
  const [missing, long, wrong] = ofField[field] ?? [];
  if (code === 'required' || code === 'too-small') return missing ?? null;
  return (code === 'too-big' ? long : wrong) ?? null;
}
