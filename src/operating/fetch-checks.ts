import { isPublicAddress } from '../net/judge-address.ts';
import { anyAddress } from '../net/resolve.ts';
import type { Site } from '../sites/site.ts';
import type { StoreFact } from '../storage/store.ts';

const waitMs = 3_000;

/** What the outgoing fetch may reach beside the public Internet, and which sites it cannot reach although they are the owner's own. */
export async function fetchChecks(
  allow: readonly string[],
  sites: readonly Pick<Site, 'slug' | 'hosts'>[],
): Promise<StoreFact[]> {
  const hosts = sites
    .filter(({ slug }) => slug !== 'demo')
    .flatMap((site) => site.hosts.map((host) => ({ slug: site.slug, host })));
  const own = await Promise.all(hosts.map(({ slug, host }) => hostCheck(allow, slug, host)));
  const allowed =
    allow.length > 0
      ? [{ name: 'fetch-allow', ok: true, text: `Linkbacks may make this service fetch from ${allow.join(', ')}.` }]
      : [];
  return [...allowed, ...own.flat()];
}

async function hostCheck(allow: readonly string[], slug: string, host: string): Promise<StoreFact[]> {
  const { hostname, port } = new URL(`http://${host}/`);
  const address = await withinTime(anyAddress(hostname.replace(/^\[|\]$/g, '')));
  if (address === null || isPublicAddress(address) || allow.some((pair) => pair.startsWith(`${hostname}:`))) return [];
  const text = `${host} is at ${address}, a private address: its pages are not fetched, so that linkbacks of theirs are neither verified nor sent. If that is your own blog, set FETCH_ALLOW=${hostname}:${port || '443'} (a comma between it and other ports).`;
  return [{ name: `fetching of ${slug}`, ok: false, text }];
}

/** A name that nobody knows is no trouble of this kind. */
function withinTime(address: Promise<string>): Promise<string | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), waitMs).unref());
  return Promise.race([address.catch(() => null), late]);
}
