/** A walk through a page with the Tab key: what is reached, and whether one sees where one is. */

import { type CDPSession, expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 500;
const DATE_PARTS = 4;
/** Keys pressed in a row: to wait after each costs more than all they do. */
const AT_ONCE = 40;

interface Stop {
  /** Unlike that of any other element of the page. */
  readonly id: number;
  readonly name: string;
  /** What is wrong with it, if anything. */
  readonly fault: string | undefined;
  /** The page put the focus there: Tab does not lead to it. */
  readonly placed: boolean;
}

/** What a page keeps of a walk through it. */
interface Walked {
  /** Where the focus has been, each once; its place here is its id. */
  readonly stops: HTMLElement[];
  /** Where the focus was before each press of Tab; null outside everything. */
  readonly trail: (Stop | null)[];
  /** Where the focus is now. */
  readonly look: () => Stop | null;
}

/** Prepares a page for a walk: it notes by itself where each Tab came from, so that nobody has to ask after each. */
function prepare(page: Page): Promise<void> {
  return page.evaluate(() => {
    const held = window as unknown as { walked?: Walked };
    if (held.walked) {
      held.walked.stops.length = 0;
      held.walked.trail.length = 0;
      return;
    }
    const stops: HTMLElement[] = [];
    const trail: (Stop | null)[] = [];
    const look = () => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      if (!stops.includes(element)) stops.push(element);
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
        id: stops.indexOf(element),
        name: `${element.tagName.toLowerCase()} “${text || element.getAttribute("name") || element.id}”`,
        fault: faults.length === 0 ? undefined : faults.join(", "),
        placed: element.tabIndex < 0,
      };
    };
    addEventListener("keydown", (event) => event.key === "Tab" && trail.push(look()), { capture: true });
    held.walked = { stops, trail, look };
  });
}

/** Where the focus is; null outside everything. */
async function stopHere(page: Page): Promise<Stop | null> {
  await prepare(page);
  return page.evaluate(() => (window as unknown as { walked: Walked }).walked.look());
}

const TAB = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };

/** Presses Tab some times without waiting between; answers where each press led. */
async function tabs(page: Page, keys: CDPSession, count: number): Promise<(Stop | null)[]> {
  const presses = Array.from({ length: count }, () => [
    keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...TAB }),
    keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...TAB }),
  ]);
  await Promise.all(presses.flat());
  return page.evaluate(() => {
    const { trail, look } = (window as unknown as { walked: Walked }).walked;
    // The first was noted before the first press.
    return [...trail.splice(0).slice(1), look()];
  });
}

/** The stops of a walk as they come, until it has gone around once. */
class Way {
  readonly faults: string[] = [];
  /** It has gone around, or is held somewhere. */
  ended = false;
  /** What does not let the focus go. */
  held: string | undefined;
  readonly #seen = new Set<number>();
  readonly #lap = new Set<number>();
  // The page may put the focus into its middle, at first or when a panel arrives: only the lap after an end is whole.
  #ends = 0;
  #before: number | undefined;
  #stays = 0;

  add(stop: Stop | null): void {
    if (this.ended) return;
    // A field for a date has a stop for the day, the month, the year and its calendar.
    this.#stays = stop !== null && stop.id === this.#before ? this.#stays + 1 : 0;
    this.#before = stop?.id;
    if (stop === null) this.#addEnd();
    else if (this.#stays > DATE_PARTS) this.#end(stop.name);
    else if (this.#stays === 0 && !stop.placed) this.#addStop(stop);
  }

  #addEnd(): void {
    this.#ends += 1;
    this.#lap.clear();
    if (this.#ends === 2) this.#end();
  }

  #addStop({ id, name, fault }: Stop): void {
    if (this.#lap.has(id)) {
      this.#end();
      return;
    }
    if (fault !== undefined && !this.#seen.has(id)) this.faults.push(`${name} ${fault}`);
    this.#seen.add(id);
    this.#lap.add(id);
  }

  #end(held?: string): void {
    this.ended = true;
    this.held = held;
  }
}

/** Names of what a mouse can use and the Tab key did not reach. A group of radio buttons is one stop. */
function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { stops } = (window as unknown as { walked: Walked }).walked;
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

/**
 * Walks with Tab from the top until the walk begins anew; answers what is wrong on the way. A page that has just arrived may
 * put the focus elsewhere while one walks: what is wrong is wrong the second time as well.
 */
export async function walk(page: Page): Promise<string[]> {
  return (await walkOnce(page)).length === 0 ? [] : walkOnce(page);
}

async function walkOnce(page: Page): Promise<string[]> {
  await prepare(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const keys = await page.context().newCDPSession(page);
  const way = new Way();
  for (let step = 0; step < MOST_STOPS && !way.ended; step += AT_ONCE)
    for (const stop of await tabs(page, keys, AT_ONCE)) way.add(stop);
  await keys.detach();
  if (!way.ended) return [...way.faults, "the walk does not end"];
  if (way.held !== undefined) return [...way.faults, `${way.held} does not let go`];
  return [...way.faults, ...(await unreached(page)).map((name) => `${name} is not reached`)];
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
