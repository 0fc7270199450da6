/** What can be decided about an object that a template and a plan both have. */

/** Keep what the plan has, take the template's in its place, or add the template's under another name. */
export type HouseChoice = { readonly take: "mine" | "theirs" } | { readonly rename: string };
/** Stands for every object that nobody decided by itself. */
export const ALL_OTHERS = "*";
/** By the id of the template's object. */
export type HouseChoices = { readonly [templateId: string]: HouseChoice };
