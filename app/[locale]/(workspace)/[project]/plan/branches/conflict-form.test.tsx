// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import { emptyPlan, newEvent } from "../../../../../../lib/plan/new-object.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { ConflictForm } from "./conflict-form.tsx";
import { shownConflicts } from "./shown-conflicts.ts";

vi.mock("./actions.ts", () => ({ rebaseBranchAction: vi.fn() }));

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let host: HTMLElement;
let root: Root;

beforeEach(() => {
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const main = { ...emptyPlan("test"), events: [newEvent({ id: "evt_paid", name: "Paid", identifier: "paid" })] };
const LONG = "x".repeat(300);

/** The page as main now has it: its text differs from another one only after what is shown of it. */
async function page(ours: string, revision: number): Promise<void> {
  const conflict: MergeConflict = {
    path: "/events/evt_paid/description.en",
    base: "",
    ours,
    theirs: "The branch",
    en: "Changed on both sides.",
    fr: "Modifié des deux côtés.",
  };
  await act(async () =>
    root.render(
      <TextProvider language="en" areas={["review", "plan", "shell"]}>
        <ConflictForm
          slug="test"
          branch="draft"
          conflicts={shownConflicts([conflict], main, "en").conflicts}
          revisions={{ main: revision, branch: 1 }}
          mayDecide
        />
      </TextProvider>,
    ),
  );
}

const chosen = () => [...host.querySelectorAll<HTMLInputElement>("input[type=radio]")].map(({ checked }) => checked);

it("asks again where main's value changed beyond what is shown of it", async () => {
  await page(`${LONG} first`, 1);
  await act(async () => host.querySelector<HTMLInputElement>("input[type=radio]")?.click());
  expect(chosen()).toEqual([true, false, false]);
  await page(`${LONG} first`, 2);
  expect(chosen()).toEqual([true, false, false]);
  await page(`${LONG} second`, 3);
  expect(chosen()).toEqual([false, false, false]);
  expect(host.querySelector<HTMLButtonElement>("button[type=submit]")?.disabled).toBe(true);
});
