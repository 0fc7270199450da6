/** What is done in the grid by keys and the pointer, and how soon it must be painted. */

import type { Page } from "playwright";
import { LARGE_COUNT } from "./web-demo.ts";

const PAUSE_MS = 90;
/** Of the cells of a row: after its box and its display name; its heading is none. */
export const DESCRIPTION = 2;
const TEXT = "thing19 checkout step";
/** A click or key whose answer is a window, a panel or many changed cells. */
const OPENING = 100;
const TYPING = 50;

export interface Deed {
  readonly name: string;
  /** How many keys or clicks it takes. */
  readonly acts: number;
  readonly limit: number;
  /** It ends with a save, which is awaited. */
  readonly saves?: true;
  /** Comes before and does not count. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly act: (page: Page) => Promise<void>;
}

/** By the row's own number: after scrolling, the first row that is drawn need not be the first of the grid yet. */
export const cell = (page: Page, column: number, row = 1) =>
  page
    .locator(`[role=row][aria-rowindex="${row + 1}"]`)
    .getByRole("gridcell")
    .nth(column);

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await page.keyboard.press(key);
    await page.waitForTimeout(PAUSE_MS);
  }
}

/** Puts the focus into a cell of the first row, with nothing else selected or filtered. */
async function toTop(page: Page): Promise<void> {
  await page.getByRole("searchbox").first().fill("");
  await page.getByRole("grid").evaluate((grid) => grid.parentElement?.scrollTo({ top: 0 }));
  await cell(page, DESCRIPTION).click();
}

async function copyColumn(page: Page): Promise<void> {
  const lines = Array.from({ length: LARGE_COUNT }, (_, at) => `Pasted words ${at}`).join("\n");
  await page.evaluate((text) => navigator.clipboard.writeText(text), lines);
}

async function openEvents(page: Page, count: number): Promise<void> {
  for (let row = 1; row <= count; row++) {
    await cell(page, 0, row).getByText(/\w/).first().click();
    await page.waitForTimeout(5 * PAUSE_MS);
  }
}

export const DEEDS: readonly Deed[] = [
  {
    name: "typing in the search",
    acts: TEXT.length,
    limit: TYPING,
    prepare: (page) => page.getByRole("searchbox").first().focus(),
    act: (page) => page.keyboard.type(TEXT, { delay: PAUSE_MS }),
  },
  {
    name: "typing in a cell",
    acts: TEXT.length,
    limit: TYPING,
    prepare: async (page) => {
      await toTop(page);
      await page.keyboard.press("Enter");
      await page.locator("[role=grid] :is(input, textarea):focus").waitFor();
    },
    act: (page) => page.keyboard.type(TEXT, { delay: PAUSE_MS }),
  },
  {
    name: "moving down",
    acts: 40,
    limit: TYPING,
    prepare: (page) => page.keyboard.press("Escape"),
    act: (page) => press(page, "ArrowDown", 40),
  },
  { name: "moving a page", acts: 10, limit: TYPING, act: (page) => press(page, "PageDown", 10) },
  { name: "extending the selection", acts: 20, limit: TYPING, act: (page) => press(page, "Shift+ArrowDown", 20) },
  {
    name: "checking every event, and none",
    acts: 6,
    limit: OPENING,
    prepare: toTop,
    act: (page) => press(page, "Control+a", 6),
  },
  {
    name: "filling 20 cells down",
    acts: 1,
    limit: OPENING,
    saves: true,
    prepare: async (page) => {
      await toTop(page);
      await press(page, "Shift+ArrowDown", 20);
    },
    act: (page) => press(page, "Control+d", 1),
  },
  {
    name: `pasting ${LARGE_COUNT} cells`,
    acts: 1,
    limit: OPENING,
    saves: true,
    prepare: async (page) => {
      await copyColumn(page);
      await toTop(page);
    },
    act: (page) => press(page, "Control+v", 1),
  },
  { name: "undoing the paste", acts: 1, limit: OPENING, saves: true, act: (page) => press(page, "Control+z", 1) },
  {
    name: `filling ${LARGE_COUNT} cells down`,
    acts: 1,
    limit: OPENING,
    saves: true,
    prepare: async (page) => {
      await toTop(page);
      await page.keyboard.press("Control+Shift+ArrowDown");
    },
    act: (page) => press(page, "Control+d", 1),
  },
  {
    name: "showing and hiding a column",
    acts: 4,
    limit: OPENING,
    prepare: async (page) => {
      await toTop(page);
      await page.getByRole("button", { name: "Columns" }).click();
      await page.getByRole("menuitemcheckbox").nth(4).focus();
    },
    act: (page) => press(page, "Enter", 4),
  },
  {
    name: "opening five events’ panels",
    acts: 5,
    limit: OPENING,
    prepare: async (page) => {
      await page.keyboard.press("Escape");
      await toTop(page);
    },
    act: (page) => openEvents(page, 5),
  },
];
