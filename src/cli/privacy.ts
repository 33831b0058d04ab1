import { commandLine } from '../moderators/command-line.ts';
import { carryOnErasing, orderErasure } from '../privacy/erase.ts';
import { exportPerson } from '../privacy/export-person.ts';
import { receiptOf } from '../privacy/receipt.ts';
import { emailAddress } from '../wire/text.ts';
import type { Command } from './command.ts';

export const erase: Command = {
  usage: 'erase EMAIL',
  about: 'Erases the person of an email: comments, what was learned from them, notes and blocks. What is kept is said.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [email] }) => {
    const ordered = await orderErasure(service, commandLine, { email: emailAddress.parse(email) });
    const erasure = (await carryOnErasing(service, ordered.id, Number.POSITIVE_INFINITY)) ?? ordered;
    const { erased, ...receipt } = receiptOf(erasure, service.store.authors.remains);
    const counts = Object.entries(erased)
      .filter(([, n]) => n > 0)
      .map(([what, n]) => `${n} ${what}`);
    const lines = [`Erased: ${counts.join(', ') || 'nothing was there'}.`, ...receipt.kept, ...receipt.follows];
    return { json: { ...erased, ...receipt }, text: lines.join('\n') };
  },
};

export const personExport: Command = {
  usage: 'export-person EMAIL',
  about: 'Prints everything held about the person of an email, on all sites, as JSON.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals }) => {
    const email = emailAddress.parse(positionals[0]);
    const held: Record<string, unknown[]> = {};
    for (let cursor: string | undefined, isMore = true; isMore; ) {
      const part = await exportPerson(service, commandLine, { email, cursor });
      for (const [name, items] of Object.entries(part.held)) held[name] = [...(held[name] ?? []), ...items];
      cursor = part.next ?? undefined;
      isMore = part.next !== null;
    }
    const json = { email, ...held };
    return { json, text: JSON.stringify(json, null, 2) };
  },
};
