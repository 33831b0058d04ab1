import { words as en } from './en.ts';
import type { Words } from './words.ts';

/** Every language there is, by its file's name, for who wants any of them at once. The widget loads just one. */
export const languages: Readonly<Record<string, Words>> = { en };
