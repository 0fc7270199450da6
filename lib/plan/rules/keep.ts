/** What is kept with an object: an edit shares the objects it does not touch, and with them what was made of each. */

/**
 * The same, made once for each object and kept for as long as the object lives. Only for what sees nothing but the object: not
 * the rest of the plan, not its settings, not the day.
 */
export function keep<T extends object, R>(make: (object: T) => R): (object: T) => R {
  const kept = new WeakMap<T, R>();
  return (object) => {
    const known = kept.get(object);
    if (known !== undefined) return known;
    const made = make(object);
    kept.set(object, made);
    return made;
  };
}

/** The same for two objects, in this order. Not for what sees anything else. */
export function keepPair<A extends object, B extends object, R>(make: (a: A, b: B) => R): (a: A, b: B) => R {
  const kept = keep((_a: A) => new WeakMap<B, { readonly made: R }>());
  return (a, b) => {
    const own = kept(a);
    const known = own.get(b);
    if (known !== undefined) return known.made;
    const made = make(a, b);
    own.set(b, { made });
    return made;
  };
}

/** So many settings a plan is judged under are remembered; what was made under an older one is made anew. */
const NAMED_MAX = 8;

/** What was made of objects under each of a few names: for what sees more than the object, all of which the name tells. */
export function keepByName<T extends object, R>(): (name: string) => WeakMap<T, R> {
  const named = new Map<string, WeakMap<T, R>>();
  return (name) => {
    const kept = named.get(name) ?? new WeakMap<T, R>();
    named.delete(name);
    named.set(name, kept);
    for (const oldest of named.keys()) {
      if (named.size <= NAMED_MAX) break;
      named.delete(oldest);
    }
    return kept;
  };
}
