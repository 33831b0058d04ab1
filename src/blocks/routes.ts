import type { Request, RequestHandler } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { BlockRequest, BlocksQuery, ByBlock } from '../wire/privacy.ts';
import { addBlock, type BlockNeeds, liftBlock } from './add-block.ts';
import { blockView, listBlocks } from './list-blocks.ts';

export type BlockRouteNeeds = AuthenticateNeeds &
  BlockNeeds & { readonly store: AuthenticateNeeds['store'] & BlockNeeds['store'] } & {
    readonly sites: Pick<SiteBook, 'bySlug'>;
  };

interface Asked {
  readonly moderator: Moderator;
  readonly site: Site;
}

async function askedOf(needs: BlockRouteNeeds, request: Request): Promise<Asked> {
  const moderator = await requireModerator(needs, request);
  const site = await needs.sites.bySlug(String(request.params['site']));
  requireMay(moderator, 'moderate', site.id);
  return { moderator, site };
}

export const blocksRoute =
  (needs: BlockRouteNeeds): RequestHandler =>
  async (request, response) => {
    const asked = await askedOf(needs, request);
    response.set('Cache-Control', 'no-store').json(await listBlocks(needs, asked, BlocksQuery.parse(request.query)));
  };

export const addBlockRoute =
  (needs: BlockRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { moderator, site } = await askedOf(needs, request);
    const block = await addBlock(needs, moderator, { site, request: BlockRequest.parse(request.body) });
    response
      .status(201)
      .set('Cache-Control', 'no-store')
      .json({ block: blockView(needs, moderator, block) });
  };

export const liftBlockRoute =
  (needs: BlockRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { moderator, site } = await askedOf(needs, request);
    await liftBlock(needs, moderator, { site, id: ByBlock.pick({ id: true }).parse({ id: request.params['id'] }).id });
    response.set('Cache-Control', 'no-store').status(204).end();
  };
