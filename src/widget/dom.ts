type Child = Node | string | null | undefined | false;
type Act = (event: Event) => void;
type Attributes = Readonly<Record<string, string | boolean | null | undefined | Act>>;

/**
 * An element with its children. A function is a listener for the event it is named after; a class is also a `::part`, so that
 * pages can theme what they see. Nothing is ever parsed: what readers wrote stays text.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  // Else a click on it would send the form it stands in.
  if (name === 'button') element.setAttribute('type', 'button');
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (typeof value === 'string' || value) element.setAttribute(key, value === true ? '' : value);
    if (key === 'class') element.setAttribute('part', String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** An address that may stand in a link. */
export const http = (address: string | null): string | null => (address && /^https?:/i.test(address) ? address : null);

/** Changes the thread without moving what is being read: the first comment in view stays where it is. */
export function keepingPlace(items: ReadonlyMap<string, { readonly article: HTMLElement }>, change: () => void): void {
  const shown = [...items.values()].map(({ article }) => article).find((article) => article.getBoundingClientRect().bottom > 0);
  const before = shown?.getBoundingClientRect().top ?? 0;
  change();
  if (shown && before < innerHeight) scrollBy(0, shown.getBoundingClientRect().top - before);
}
