/** What comes along with what was chosen for a template. */

import type { Takeable } from "./house-shape.ts";

/** Everything the chosen ids lead to, without themselves. */
export function besidesOf(items: ReadonlyMap<string, Takeable>, chosen: ReadonlySet<string>): readonly Takeable[] {
  const reached = new Set<string>(chosen);
  const waiting = [...chosen];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const next of items.get(id)?.takes ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  return [...reached].filter((id) => !chosen.has(id)).flatMap((id) => items.get(id) ?? []);
}
