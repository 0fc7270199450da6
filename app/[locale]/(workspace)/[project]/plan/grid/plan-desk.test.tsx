// @vitest-environment happy-dom

/** The grid with its desk: what one adds and removes oneself shows at once, also under selected cells. */

import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { act } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { MESSAGES } from "../../../../../../lib/i18n/messages.ts";
import { newEvent } from "../../../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { planFactsText } from "../plan-facts.ts";
import type { Changes, EventFindings } from "../view.ts";
import { type DeskProps, PlanDesk } from "./plan-desk.tsx";
import { row } from "./testing/rows.ts";
// Both are loaded when they are first needed, which here is at once.
import "../../../../../_ui/dialog-window.tsx";
import "./bulk-bar.tsx";

const mounted = useMounted({ areas: ["shell", "plan", "code", "comment", "grid", "notice"] });

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 900 });
});

const ROWS = [row("a"), row("b"), row("c"), row("d")];
const VIEW: DeskProps["view"] = {
  ...{ slug: "shop", branch: "main", revision: 4, editable: true },
  facts: planFactsText(referencePlan, "en", []),
};
const unused = () => {
  throw new Error("not asked for here");
};
const removed: Changes = { revision: 5, whole: false, rows: [], removed: ["evt_b"], view: undefined };
const ACTIONS: DeskProps["actions"] = {
  ...{
    schema: unused,
    live: unused,
    history: unused,
    create: unused,
    createEvents: unused,
    open: unused,
  },
  ...{ preview: async () => [], undo: unused, keepSingleKeys: async () => undefined as never },
  findings: async () => ({ counts: {}, focus: [] }),
  views: { save: unused, remove: unused } as never,
  commit: async () => ({ ok: true, made: 5, ...removed }),
};

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await mounted.key(target, key, more);
  await act(() => vi.dynamicImportSettled());
}

async function click(name: string): Promise<void> {
  await mounted.click(name);
  await act(() => vi.dynamicImportSettled());
}

/** What each line calls itself, the header first. */
const names = () => mounted.all('[aria-rowindex] [aria-colindex="1"]').map((one) => one.textContent);
const cell = (line: number) => mounted.the(`[aria-rowindex="${line}"] [aria-colindex="2"]`);

it("takes away under selected cells what one removed oneself", async () => {
  await mounted.show(
    <NuqsTestingAdapter hasMemory>
      <PlanDesk
        view={VIEW}
        rows={JSON.stringify(ROWS)}
        opened={undefined}
        found={undefined}
        person={{ singleKeys: false, views: [] }}
        actions={ACTIONS}
      />
    </NuqsTestingAdapter>,
  );
  await mounted.focus(cell(3));
  await press(cell(3), " ", { shiftKey: true });
  await press(cell(3), "ArrowDown", { shiftKey: true });
  const { remove } = MESSAGES.en.grid.bulk;
  await click(remove);
  await click(remove);
  expect(names()).toEqual(["Event", "a", "c", "d"]);
});

it("shows findings that came with the page at once, and those that are known later in their place", async () => {
  const finding = (text: string) => ({ rule: "missing_owner", severity: "info" as const, path: "event/evt_a", text });
  let answer: (findings: EventFindings) => void = unused;
  await mounted.show(
    <NuqsTestingAdapter searchParams="?event=evt_a" hasMemory>
      <PlanDesk
        view={VIEW}
        rows={JSON.stringify(ROWS)}
        opened={{ event: newEvent({ id: "evt_a", name: "a", identifier: "a" }), bundles: [] }}
        found={[finding("Nobody owns it.")]}
        person={{ singleKeys: false, views: [] }}
        actions={{ ...ACTIONS, findings: () => new Promise((resolve) => (answer = resolve)) }}
      />
    </NuqsTestingAdapter>,
  );
  expect(mounted.text).toContain("Nobody owns it.");
  await vi.waitFor(() => expect(answer).not.toBe(unused));
  await act(async () => answer({ counts: {}, focus: [finding("Still nobody owns it.")] }));
  expect(mounted.text).toContain("Still nobody owns it.");
  expect(mounted.text).not.toContain("Nobody owns it.");
});
