/** One list of many: `flatMap` takes ten times as long where findings and properties are tens of thousands. */
export function joined<T>(lists: Iterable<readonly T[]>): T[] {
  const all: T[] = [];
  for (const list of lists) for (const item of list) all.push(item);
  return all;
}
