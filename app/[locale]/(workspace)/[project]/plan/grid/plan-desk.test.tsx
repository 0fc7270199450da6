// @vitest-environment happy-dom

/** The grid with its desk: what one adds and removes oneself shows at once, also under selected cells. */

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MESSAGES } from "../../../../../../lib/i18n/messages.ts";
import { messagesOf } from "../../../../../../lib/i18n/translator.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { TextScope } from "../../../../../_ui/text.tsx";
import { planFacts } from "../plan-facts.ts";
import type { Changes } from "../view.ts";
import { type DeskProps, PlanDesk } from "./plan-desk.tsx";
import { row } from "./testing/rows.ts";
// Both are loaded when they are first needed, which here is at once.
import "../../../../../_ui/dialog-window.tsx";
import "./bulk-bar.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const ROUTER = {
  ...{ back: () => undefined, forward: () => undefined, prefetch: () => undefined },
  ...{ push: () => undefined, replace: () => undefined, refresh: () => undefined },
};

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 900 });
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const ROWS = [row("a"), row("b"), row("c"), row("d")];
const VIEW: DeskProps["view"] = {
  ...{ slug: "shop", branch: "main", revision: 4, editable: true },
  facts: planFacts(referencePlan, "en", []),
};
const unused = () => {
  throw new Error("not asked for here");
};
const removed: Changes = { revision: 5, whole: false, rows: [], removed: ["evt_b"], view: undefined };
const ACTIONS: DeskProps["actions"] = {
  ...{ code: unused, live: unused, history: unused, create: unused, createEvents: unused, open: unused },
  ...{ preview: async () => [], undo: unused, keepSingleKeys: async () => undefined as never },
  findings: async () => ({ counts: {}, focus: [] }),
  views: { save: unused, remove: unused } as never,
  commit: async () => ({ ok: true, made: 5, ...removed }),
};

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  });
  await act(() => vi.dynamicImportSettled());
}

async function click(name: string): Promise<void> {
  const named = [...document.body.querySelectorAll("button")].filter((one) => one.textContent === name);
  await act(async () => named.at(-1)?.click());
  await act(() => vi.dynamicImportSettled());
}

/** What each line calls itself, the header first. */
const names = () => [...host.querySelectorAll('[aria-rowindex] [aria-colindex="1"]')].map((one) => one.textContent);
function cell(line: number): HTMLElement {
  const found = host.querySelector<HTMLElement>(`[aria-rowindex="${line}"] [aria-colindex="2"]`);
  if (!found) throw new Error(`no line ${line}`);
  return found;
}

it("takes away under selected cells what one removed oneself", async () => {
  await act(async () =>
    root.render(
      <AppRouterContext value={ROUTER as never}>
        <SearchParamsContext value={new URLSearchParams()}>
          <NuqsTestingAdapter hasMemory>
            <TextScope language="en" messages={messagesOf("en", ["shell", "plan", "grid"])}>
              <PlanDesk
                view={VIEW}
                rows={ROWS}
                opened={undefined}
                person={{ singleKeys: false, views: [] }}
                actions={ACTIONS}
              />
            </TextScope>
          </NuqsTestingAdapter>
        </SearchParamsContext>
      </AppRouterContext>,
    ),
  );
  await act(async () => cell(3).focus());
  await press(cell(3), " ", { shiftKey: true });
  await press(cell(3), "ArrowDown", { shiftKey: true });
  const { remove } = MESSAGES.en.grid.bulk;
  await click(remove);
  await click(remove);
  expect(names()).toEqual(["Event", "a", "c", "d"]);
});
