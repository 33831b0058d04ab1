import { addBlock, liftBlock } from '../blocks/add-block.ts';
import { blockView, listBlocks } from '../blocks/list-blocks.ts';
import { commandLine } from '../moderators/command-line.ts';
import type { Service } from '../service.ts';
import { BlockRequest, type BlockView } from '../wire/privacy.ts';
import { type Command, type Given, required, text, UsageError } from './command.ts';

const siteOf = (service: Service, given: Given) => service.sites.bySlug(required(given, 'site'));
const kinds = ['email', 'address', 'domain'] as const;

export const blockAdd: Command = {
  usage:
    'block add --site SLUG --email EMAIL [--name NAME] | --address ADDRESS[/BITS] | --domain DOMAIN [--days N] [--note NOTE]',
  about: 'Takes for spam what comes from there: for so many days, else for good. With --name, of that name and email together.',
  options: {
    ...Object.fromEntries(['site', ...kinds, 'name', 'days', 'note'].map((name) => [name, { type: 'string' } as const])),
  },
  words: [0, 0],
  run: async (service, given) => {
    const named = kinds.filter((kind) => text(given, kind) !== null);
    const [kind] = named;
    if (kind === undefined || named.length > 1) throw new UsageError('Name one of --email, --address and --domain.');
    const [name, days] = [text(given, 'name'), text(given, 'days')];
    const request = BlockRequest.parse({
      kind: name === null ? kind : 'author',
      value: text(given, kind),
      name: name ?? undefined,
      days: days === null ? null : Number(days),
      note: text(given, 'note') ?? undefined,
    });
    const block = await addBlock(service, commandLine, { site: await siteOf(service, given), request });
    const view = blockView(service, commandLine, block);
    return { json: view, text: `Blocked ${line(view)}` };
  },
};

export const blockList: Command = {
  usage: 'block list --site SLUG',
  about: 'Lists whom a site blocks, and until when.',
  options: { site: { type: 'string' } },
  words: [0, 0],
  run: async (service, given) => {
    const asked = { site: await siteOf(service, given), moderator: commandLine };
    const blocks: BlockView[] = [];
    for (let cursor: string | undefined, isMore = true; isMore; ) {
      const part = await listBlocks(service, asked, { limit: 100, cursor });
      blocks.push(...part.blocks);
      cursor = part.next ?? undefined;
      isMore = part.next !== null;
    }
    return { json: blocks, text: blocks.map(line).join('\n') };
  },
};

export const blockLift: Command = {
  usage: 'block lift ID --site SLUG',
  about: 'Ends a block at once.',
  options: { site: { type: 'string' } },
  words: [1, 1],
  run: async (service, given) => {
    const [id = ''] = given.positionals;
    await liftBlock(service, commandLine, { site: await siteOf(service, given), id });
    return { json: { id, lifted: true }, text: `Lifted ${id}.` };
  },
};

function line({ id, kind, value, name, until }: BlockView): string {
  return `${id}\t${kind}\t${name === null ? value : `${name} <${value}>`}\t${until ?? 'for good'}`;
}
