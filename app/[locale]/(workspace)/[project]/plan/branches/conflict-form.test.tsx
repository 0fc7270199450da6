// @vitest-environment happy-dom

import { expect, it, vi } from "vitest";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import { emptyPlan, newEvent } from "../../../../../../lib/plan/new-object.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { ConflictForm } from "./conflict-form.tsx";
import { shownConflicts } from "./shown-conflicts.ts";

vi.mock("./actions.ts", () => ({ rebaseBranchAction: vi.fn() }));

const mounted = useMounted({ areas: ["review", "plan", "shell"] });

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
  await mounted.show(
    <ConflictForm
      slug="test"
      branch="draft"
      conflicts={shownConflicts([conflict], main, "en").conflicts}
      revisions={{ main: revision, branch: 1 }}
      mayDecide
    />,
  );
}

const chosen = () => mounted.all<HTMLInputElement>("input[type=radio]").map(({ checked }) => checked);

it("asks again where main's value changed beyond what is shown of it", async () => {
  await page(`${LONG} first`, 1);
  await mounted.click(mounted.the("input[type=radio]"));
  expect(chosen()).toEqual([true, false, false]);
  await page(`${LONG} first`, 2);
  expect(chosen()).toEqual([true, false, false]);
  await page(`${LONG} second`, 3);
  expect(chosen()).toEqual([false, false, false]);
  expect(mounted.the<HTMLButtonElement>("button[type=submit]").disabled).toBe(true);
});
