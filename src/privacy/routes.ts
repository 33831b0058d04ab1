import type { RequestHandler } from 'express';
import { sendPage } from '../http/send-page.ts';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { requireMaySomewhere } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { ByErasure, PersonExportRequest, PersonRequest, RetentionQuery } from '../wire/privacy.ts';
import { carryOnErasing, type EraseNeeds, orderErasure } from './erase.ts';
import { type ExportNeeds, exportPerson } from './export-person.ts';
import { receiptOf } from './receipt.ts';
import { retentionPage } from './retention-page.ts';

export type PrivacyNeeds = AuthenticateNeeds &
  EraseNeeds &
  ExportNeeds & { readonly store: AuthenticateNeeds['store'] & EraseNeeds['store'] };

/** Nobody but a machine wrote more than is erased in this time; the job goes on with the rest. */
const atOnceMs = 8_000;

/** By POST, so that the email stands in nobody's log of addresses. */
export const exportPersonRoute =
  (needs: PrivacyNeeds): RequestHandler =>
  async (request, response) => {
    const owner = await requireModerator(needs, request);
    response.set('Cache-Control', 'no-store').json(await exportPerson(needs, owner, PersonExportRequest.parse(request.body)));
  };

export const eraseRoute =
  (needs: PrivacyNeeds): RequestHandler =>
  async (request, response) => {
    const owner = await requireModerator(needs, request);
    const ordered = await orderErasure(needs, owner, PersonRequest.parse(request.body));
    const erasure = (await carryOnErasing(needs, ordered.id, atOnceMs)) ?? ordered;
    response.status(202).set('Cache-Control', 'no-store').json(receiptOf(erasure, needs.store.authors.remains));
  };

export const erasureRoute =
  (needs: PrivacyNeeds): RequestHandler =>
  async (request, response) => {
    const owner = await requireModerator(needs, request);
    requireMaySomewhere(owner, 'own');
    const { id } = ByErasure.parse(request.params);
    const erasure = (await needs.store.erasures.byId(id)) ?? refuse('not-found');
    if (owner.sites !== null && !erasure.sites.every((site) => owner.sites?.includes(site))) refuse('not-found');
    response.set('Cache-Control', 'no-store').json(receiptOf(erasure, needs.store.authors.remains));
  };

export interface RetentionNeeds {
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly publicUrl: string;
  readonly config: { readonly akismetKey: string | null };
}

export const retentionRoute =
  (needs: RetentionNeeds): RequestHandler =>
  async (request, response) => {
    const { site: slug, lang } = RetentionQuery.parse(request.query);
    const site = await needs.sites.bySlug(slug);
    const { publicUrl } = needs;
    const hasAkismetKey = needs.config.akismetKey !== null;
    sendPage(response, retentionPage(site, { hasAkismetKey, lang: lang ?? site.settings.locale }), { publicUrl, isKept: true });
  };
