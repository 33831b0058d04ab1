const places = 64;

/**
 * What was made of the last few things, so that the checks of one walk share it. A WeakMap costs more than what it saves: each entry
 * weighs on every collection of the youngest objects.
 */
export function remembered<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const last = new Array<{ readonly of: K; readonly made: V } | null>(places).fill(null);
  let next = 0;
  return (of) => {
    for (let back = 1; back <= places; back += 1) {
      const entry = last[(next - back + places) % places];
      if (entry === null || entry === undefined) break;
      if (entry.of === of) return entry.made;
    }
    const made = make(of);
    last[next] = { of, made };
    next = (next + 1) % places;
    return made;
  };
}
