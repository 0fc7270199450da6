/** A walk through a page with the Tab key: what is reached, and whether one sees where one is. */

import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 500;
const DATE_PARTS = 4;

interface Stop {
  /** Unlike that of any other element of the page. */
  readonly id: number;
  readonly name: string;
  /** What is wrong with it, if anything. */
  readonly fault: string | undefined;
  /** The page put the focus there: Tab does not lead to it. */
  readonly placed: boolean;
}

/** Where the focus is; undefined outside everything. */
function stopHere(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const known = window as unknown as { stops?: HTMLElement[] };
    known.stops ??= [];
    if (!known.stops.includes(element)) known.stops.push(element);
    // A control that is hidden on purpose, such as the chooser of files, shows its focus on its label.
    const hidden = element.getBoundingClientRect().width <= 1;
    const shown = hidden ? (element.closest("label") ?? element) : element;
    const box = shown.getBoundingClientRect();
    // A field that stands in a frame with other things, such as chosen words, shows its focus on that frame.
    const outlined = [shown, shown.parentElement].some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one ?? shown);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
    // What lies at the edge of something that scrolls may be seen in part; wholly covered it must not be.
    const uncovered = [0.5, 0.05, 0.95].some((part) => {
      const across = Math.min(Math.max(box.left + box.width * part, 0), innerWidth - 1);
      const down = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
      const there = document.elementFromPoint(across, down);
      return there !== null && (shown.contains(there) || there.contains(shown));
    });
    const faults = [
      box.width <= 1 || box.height <= 1 ? "has no size" : "",
      box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth ? "is out of sight" : "",
      outlined ? "" : "does not show its focus",
      uncovered ? "" : "lies under something else",
    ].filter(Boolean);
    const text = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
    return {
      id: known.stops.indexOf(element),
      name: `${element.tagName.toLowerCase()} “${text || element.getAttribute("name") || element.id}”`,
      fault: faults.length === 0 ? undefined : faults.join(", "),
      placed: element.tabIndex < 0,
    };
  });
}

/** Names of what a mouse can use and the Tab key did not reach. A group of radio buttons is one stop. */
function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { stops = [] } = window as unknown as { stops?: HTMLElement[] };
    const usable = document.querySelectorAll<HTMLElement>(
      "a[href], button:not(:disabled), input:not([type=hidden], [type=radio], :disabled), select:not(:disabled), textarea:not(:disabled), summary",
    );
    return [...usable]
      .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !stops.includes(one))
      .map(
        (one) => `${one.tagName.toLowerCase()} “${one.getAttribute("aria-label") ?? one.textContent?.trim() ?? ""}”`,
      );
  });
}

/** Walks with Tab from the top until the walk begins anew; answers what is wrong on the way. */
export async function walk(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    (window as unknown as { stops: HTMLElement[] }).stops = [];
    (document.activeElement as HTMLElement | null)?.blur();
  });
  const seen = new Set<number>();
  const lap = new Set<number>();
  const faults: string[] = [];
  // The page may put the focus into its middle, at first or when a panel arrives: only the lap after an end is whole.
  let ends = 0;
  let before: number | undefined;
  let stays = 0;
  for (let step = 0; step < MOST_STOPS; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await stopHere(page);
    // A field for a date has a stop for the day, the month, the year and its calendar.
    stays = stop !== undefined && stop.id === before ? stays + 1 : 0;
    before = stop?.id;
    if (stop !== undefined && stays > DATE_PARTS) return [...faults, `${stop.name} does not let go`];
    if (stays > 0 || stop?.placed === true) continue;
    if (stop === undefined) {
      ends += 1;
      lap.clear();
    }
    if (ends === 2 || (stop !== undefined && lap.has(stop.id)))
      return [...faults, ...(await unreached(page)).map((name) => `${name} is not reached`)];
    if (stop === undefined) continue;
    if (stop.fault !== undefined && !seen.has(stop.id)) faults.push(`${stop.name} ${stop.fault}`);
    seen.add(stop.id);
    lap.add(stop.id);
  }
  return [...faults, "the walk does not end"];
}

/** Presses Enter on `opener` until the page listens and shows `opened`. */
async function openBy(page: Page, opener: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (!(await opened.isVisible())) {
      await opener.focus();
      await page.keyboard.press("Enter");
    }
    await expect(opened).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

/** A dialog opened from `opener` by keyboard: it holds the focus, ends with Escape, and gives the focus back. */
export async function expectHeld(page: Page, opener: Locator): Promise<void> {
  const dialog = page.getByRole("dialog");
  await openBy(page, opener, dialog);
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press(step % 5 === 4 ? "Shift+Tab" : "Tab");
    const inside = await dialog.evaluate((element) => element.contains(document.activeElement));
    expect(inside, `focus within the dialog after ${step + 1} steps`).toBe(true);
    expect((await stopHere(page))?.fault, "the focus is seen").toBeUndefined();
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}

/** A menu opened from `opener` by keyboard: arrows move in it, Escape leaves it. */
export async function expectMenu(page: Page, opener: Locator): Promise<void> {
  const items = page.getByRole("menu").locator("[role^=menuitem]");
  await openBy(page, opener, items.first());
  await expect(items.first()).toBeFocused();
  const last = (await items.count()) - 1;
  await page.keyboard.press("End");
  await expect(items.nth(last)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(opener).toBeFocused();
}
