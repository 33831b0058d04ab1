import { commandLine } from '../../src/moderators/command-line.ts';
import { addSite } from '../../src/sites/change-site.ts';
import type { Running } from './running.ts';

/** Another site of the service, as its operator adds one. */
export async function addSiteFor(
  { service }: Running,
  { slug, hosts }: { slug: string; hosts: readonly string[] },
): Promise<void> {
  await addSite(service, commandLine, { slug, name: slug, hosts, shareHosts: false });
}
