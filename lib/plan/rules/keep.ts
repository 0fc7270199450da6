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
