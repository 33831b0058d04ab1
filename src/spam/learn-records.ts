import type { FilterRecord } from '../wire/filter.ts';
import { contentOf } from './filter/content.ts';
import type { Lesson } from './lesson.ts';

/** What labelled records teach. The same record taught again is the same lesson. */
export function lessonsOf(needs: { readonly newId: () => string }, records: readonly FilterRecord[]): Lesson[] {
  return records.map(({ label, name, email, website, text }) => {
    const content = contentOf({ name: name ?? null, email: email ?? null, website: website || null, text });
    return { id: `file:${content.digest}`, isSpam: label === 'spam', taughtAt: needs.newId(), ...content };
  });
}
