/** What that share of the values stays below: 0.5 is the median. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => at(values, 0.5);

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
export const inMs = (value: number): string => `${value.toFixed(1)} ms`;
export const inMb = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
