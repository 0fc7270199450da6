/** Which lines are checked, so that one edit changes them all; and how that is written in the address. */

/** Checks or unchecks a line; with `from`, every line between the two becomes what this one becomes. */
export function toggled(
  checked: ReadonlySet<string>,
  ids: readonly string[],
  id: string,
  from?: string,
): ReadonlySet<string> {
  const on = !checked.has(id);
  const [a, b] = [ids.indexOf(from ?? id), ids.indexOf(id)];
  const between = a < 0 || b < 0 ? [id] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
  const next = new Set(checked);
  for (const one of between) {
    if (on) next.add(one);
    else next.delete(one);
  }
  return next;
}

/** All lines shown, or none of them when all were; lines that a filter hides stay as they are. */
export function toggledAll(checked: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const next = new Set(checked);
  const all = ids.every((id) => checked.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** Longer lists make an address that mail programs and servers cut. */
const WRITTEN_MAX = 60;
const ALL = "*";

/** The checked lines as a parameter of the address: `*` stands for all that the filters leave. Undefined when they are too many. */
export function writeChecks(checked: ReadonlySet<string>, ids: readonly string[]): string | undefined {
  if (checked.size === 0) return undefined;
  if (checked.size === ids.length && ids.every((id) => checked.has(id))) return ALL;
  return checked.size > WRITTEN_MAX ? undefined : [...checked].join(",");
}

/** The lines that the parameter names, those that are there. */
export function readChecks(
  text: string | null,
  shown: readonly string[],
  all: ReadonlySet<string>,
): ReadonlySet<string> {
  if (text === ALL) return new Set(shown);
  return new Set((text ?? "").split(",").filter((id) => all.has(id)));
}
