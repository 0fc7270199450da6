/** What can be decided about an object that a template and a plan both have. */

/** Keep what the plan has, take the template's in its place, or add the template's under another name. */
export type HouseChoice = { readonly take: "mine" | "theirs" } | { readonly rename: string };
/** Stands for every object, or every field, that nobody decided by itself. */
export const ALL_OTHERS = "*";
/** By the id of the template's object. */
export type HouseChoices = { readonly [templateId: string]: HouseChoice };

/** What a record says of a key that comes from a file: none is one that every object has. */
export function saidOf<T>(record: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** What holds for an object: what was decided for it or for all others, else the plan keeps its own. */
export function choiceFor(choices: HouseChoices, id: string): HouseChoice {
  return saidOf(choices, id) ?? saidOf(choices, ALL_OTHERS) ?? { take: "mine" };
}
