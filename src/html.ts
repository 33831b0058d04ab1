/** Markup that is safe to stand in a document. Only `html` and `raw` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | null | readonly Content[];

/** Markup with everything put into it escaped, for element content and for attributes in double quotes; also good for XML. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = strings.map((text, at) => text + (at < values.length ? markup(values[at] ?? null) : ''));
  return new Html(parts.join(''));
}

/** Takes markup as it is: for what a sanitizer made. */
export function raw(text: string): Html {
  return new Html(text);
}

function markup(value: Content): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(markup).join('');
  return escapeText(String(value));
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
