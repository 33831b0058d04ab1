/** A call of pingback.ping, as most clients write it. */
export const pingXml = (source: string, target: string): string =>
  `<?xml version="1.0"?><methodCall><methodName>pingback.ping</methodName><params><param><value><string>${escaped(source)}</string></value></param><param><value><string>${escaped(target)}</string></value></param></params></methodCall>`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
