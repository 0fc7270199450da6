/** Contrast is measured once for texts that look the same: half of what all the rules take goes into this one. */

import type { Page } from "@playwright/test";

interface Rule {
  readonly id: string;
  matches(node: Element, ...rest: unknown[]): boolean;
  /** As axe brings it. */
  every?: Rule["matches"];
}

/** Of texts in the same colours, sizes and surfaces all the way up, the next run of axe measures the first. */
export function measureAlikeOnce(page: Page): Promise<void> {
  return page.evaluate(() => {
    const MEASURED = 2;
    const { axe } = window as unknown as { axe: { _audit: { rules: Rule[] } } };
    const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
    if (rule === undefined) throw new Error("axe has no rule of contrast");
    const every = rule.every ?? rule.matches;
    rule.every = every;
    const looks = new Map<string, number>();
    const known = new WeakMap<Element, number>();
    const measured = new Map<number, number>();
    const lookOf = (element: Element): number => {
      const had = known.get(element);
      if (had !== undefined) return had;
      const { parentElement } = element;
      const style = getComputedStyle(element);
      const look = JSON.stringify([
        parentElement === null ? -1 : lookOf(parentElement),
        ...[style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.textShadow],
        ...[style.fontSize, style.fontWeight, style.position],
      ]);
      const id = looks.get(look) ?? looks.size;
      looks.set(look, id);
      known.set(element, id);
      return id;
    };
    rule.matches = function (node, ...rest) {
      const look = lookOf(node);
      const before = measured.get(look) ?? 0;
      if (before >= MEASURED || !every.call(this, node, ...rest)) return false;
      measured.set(look, before + 1);
      return true;
    };
  });
}
