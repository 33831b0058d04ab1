import type { RequestHandler } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { requireMay } from '../moderators/may.ts';
import { SiteSettingsPatch } from '../wire/settings.ts';
import { changeSite, type SiteNeeds, settingsOf } from './change-site.ts';
import type { SiteBook } from './site-book.ts';

export type SettingsNeeds = AuthenticateNeeds &
  SiteNeeds & { readonly store: AuthenticateNeeds['store'] & SiteNeeds['store'] } & {
    readonly sites: Pick<SiteBook, 'bySlug'>;
  };

export const readSettingsRoute =
  (needs: SettingsNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    const site = await needs.sites.bySlug(String(request.params['site']));
    requireMay(moderator, 'own', site.id);
    response.set('Cache-Control', 'no-store').json(settingsOf(site));
  };

export const changeSettingsRoute =
  (needs: SettingsNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    const site = await needs.sites.bySlug(String(request.params['site']));
    requireMay(moderator, 'own', site.id);
    const changed = await changeSite(needs, moderator, { site, patch: SiteSettingsPatch.parse(request.body), shareHosts: false });
    response.set('Cache-Control', 'no-store').json(settingsOf(changed));
  };
