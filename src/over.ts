/** The same part of the store with some methods replaced. The others may stand on its prototype. */
export function over<T extends object>(part: T, methods: Partial<T>): T {
  return Object.assign(Object.create(part) as T, methods);
}
