import { computed, signal } from '@preact/signals';
import { account } from './account.ts';

/** Which screen of which site, and what of it: `#/SITE/SCREEN?query`. */
export interface Route {
  readonly site: string | null;
  readonly screen: string;
  readonly query: Readonly<Record<string, string>>;
}

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** Where we are. Without a site in the address it is the first one. */
export const route = computed<Route>(() => {
  const [path = '', search = ''] = hash.value.replace(/^#\/?/, '').split('?', 2);
  const [site = '', screen = ''] = path.split('/').map(decoded);
  const sites = account.value?.sites ?? [];
  const known = sites.find(({ slug }) => slug === site) ?? (site === '' ? sites[0] : undefined);
  return { site: known?.slug ?? null, screen: screen || 'queue', query: Object.fromEntries(new URLSearchParams(search)) };
});

/** The address of a screen; of this site unless said. */
export function hrefTo(to: {
  readonly screen: string;
  readonly site?: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
}): string {
  const given = Object.entries(to.query ?? {}).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return `#/${encodeURIComponent(to.site ?? route.value.site ?? '')}/${to.screen}${search}`;
}

export function go(to: Parameters<typeof hrefTo>[0]): void {
  location.hash = hrefTo(to);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
