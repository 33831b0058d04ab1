const browsers = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;
const systems = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

type Named = readonly (readonly [name: string, sign: RegExp])[];

/** `Firefox on Linux`, for somebody to tell their own browsers apart by. Each names those before it in its own header, so the order counts. */
export function browserName(userAgent: string | null): string {
  const first = (names: Named) => names.find(([, sign]) => sign.test(userAgent ?? ''))?.[0];
  const [browser, system] = [first(browsers), first(systems)];
  if (browser === undefined) return userAgent?.split(' ')[0]?.slice(0, 40) || 'Unknown browser';
  return system === undefined ? browser : `${browser} on ${system}`;
}
