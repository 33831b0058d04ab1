const units: readonly (readonly [Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How a language writes a moment: how long ago, and exactly. Made once, as `Intl` takes long to begin. */
export function datesIn(lang: string) {
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short' });
  return {
    ago: (at: Date): string => {
      const past = Math.max(0, (Date.now() - at.getTime()) / 1_000);
      const [unit, seconds] = units.find(([, size]) => past >= size) ?? ['second', 60];
      return relative.format(-Math.floor(past / seconds), unit);
    },
    exact: (at: Date): string => exact.format(at),
  };
}
