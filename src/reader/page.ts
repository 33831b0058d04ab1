import { type Html, html, raw } from '../html.ts';
import { readerStyle } from './style.ts';

export interface Page {
  readonly title: string;
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly head?: Html;
  readonly body: Html;
}

/** A whole document in the service's plain style. Its style is inline: its hash stands in the pages' CSP. */
export function page({ title, lang, dir = 'ltr', head, body }: Page): string {
  return html`<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head ?? ''}
<style>${raw(readerStyle)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.text;
}
