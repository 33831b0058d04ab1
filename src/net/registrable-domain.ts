/**
 * What somebody registered: `example.co.uk` of `a.b.example.co.uk`, by the Public Suffix List. A name outside of the list stands for
 * itself. The list takes 3 MB, and most services are never asked for it.
 */
export async function registrableDomain(name: string): Promise<string> {
  const { getDomain } = await import('tldts');
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}
