/** The order of a list that two sides changed: symmetric, and the changed side's order when only one side moved anything. */

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

/** What each side put after each key that both sides hold (`""` for the start of the list). */
function groupsOf(list: readonly string[], core: ReadonlySet<string>, members: ReadonlySet<string>) {
  const groups = new Map<string, string[]>();
  let anchor = "";
  for (const key of list) {
    if (core.has(key)) anchor = key;
    else if (members.has(key)) groups.set(anchor, [...(groups.get(anchor) ?? []), key]);
  }
  return groups;
}

export interface Sides {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** The order of what both sides hold; undefined when both moved things, each differently. */
function spineOf({ base, ours, theirs }: Sides, core: ReadonlySet<string>): readonly string[] | undefined {
  const inCore = (list: readonly string[]) => list.filter((key) => core.has(key));
  const [a, b] = [inCore(ours), inCore(theirs)];
  if (same(a, b)) return a;
  const known = new Set(base);
  const before = inCore(base);
  const oursMoved = !same(
    a.filter((key) => known.has(key)),
    before,
  );
  const theirsMoved = !same(
    b.filter((key) => known.has(key)),
    before,
  );
  if (oursMoved && theirsMoved) return undefined;
  if (oursMoved) return a;
  if (theirsMoved) return b;
  return firstOf(a, b);
}

/** Of two orders, always the same one whichever side it came from. */
function firstOf(a: readonly string[], b: readonly string[]): readonly string[] {
  return JSON.stringify(a) < JSON.stringify(b) ? a : b;
}

/** The merged order of the keys in `members`; undefined when both sides reordered the list differently. */
export function mergeOrder(sides: Sides, members: ReadonlySet<string>): string[] | undefined {
  const theirKeys = new Set(sides.theirs);
  const core = new Set(sides.ours.filter((key) => theirKeys.has(key) && members.has(key)));
  const spine = spineOf(sides, core);
  if (spine === undefined) return undefined;
  const [ours, theirs] = [groupsOf(sides.ours, core, members), groupsOf(sides.theirs, core, members)];
  return ["", ...spine].flatMap((anchor) => {
    const [a, b] = [ours.get(anchor) ?? [], theirs.get(anchor) ?? []];
    const added = firstOf(a, b) === a ? [...a, ...b] : [...b, ...a];
    return anchor === "" ? added : [anchor, ...added];
  });
}
