/** Elements wear one utility of each kind: of two, the order in the style sheet would decide, which nobody looks at. */

import type { Page } from "@playwright/test";
import { extendTailwindMerge } from "tailwind-merge";

/** Knows which utilities are of one kind; with the names our tokens add. */
const merge = extendTailwindMerge({
  extend: { theme: { text: ["label", "grid", "base", "title", "figure"], radius: ["small", ""], shadow: ["float"] } },
});

/** Those of `worn` that another utility of the same kind contradicts. */
function contradicted(worn: string): string[] {
  const kept = new Set(merge(worn).split(" "));
  return worn.split(/\s+/).filter((one) => one !== "" && !kept.has(one));
}

/** What is right already; pages share most of what they wear. */
const known = new Set<string>();

/** Each contradiction of the page in one line: the utility that loses, and all that the element wears. */
export async function contradictions(page: Page): Promise<string[]> {
  const worn = await page.evaluate(() => [
    ...new Set([...document.querySelectorAll("body [class]")].map((one) => one.getAttribute("class") ?? "")),
  ]);
  return worn.flatMap((classes) => {
    if (known.has(classes)) return [];
    const losers = contradicted(classes);
    if (losers.length === 0) known.add(classes);
    return losers.length === 0 ? [] : [`${losers.join(" ")} in “${classes}”`];
  });
}
