import type { Holding, Sought } from './holding.ts';

/** The owners' own lists of words, where the email stands in one. */
export const heldWordLists: Holding = {
  name: 'wordLists',
  read: async (_, of) => ({ items: listsWith(of), next: null }),
  kept: async (_, of) =>
    listsWith(of).map(
      ({ site, list }) => `The email stands in ${list} of ${site}, which is its owner’s own rule: take it out with the settings.`,
    ),
};

function listsWith({ email, sites }: Sought) {
  const key = email.toLowerCase();
  return sites.flatMap(({ slug, settings }) =>
    (['heldWords', 'blockedWords'] as const)
      .filter((list) => settings[list].some((word) => word.toLowerCase().includes(key)))
      .map((list) => ({ site: slug, list })),
  );
}
