import { type Html, html, raw } from '../html.ts';
import { readerStyle } from './style.ts';

export interface Page {
  readonly title: string;
  readonly lang: string;
  readonly head?: Html;
  readonly body: Html;
}

/** A whole document in the service's plain style. Its style is inline: its hash stands in the pages' CSP. */
export function page({ title, lang, head, body }: Page): string {
  return html`<!doctype html>
<html lang="${lang}" dir="auto">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head ?? ''}
<style>${raw(readerStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
