// @vitest-environment happy-dom

import { expect, it, vi } from "vitest";
import type { BranchState } from "../../../../../../lib/plan/store-branch.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { type PossibleActs, ReviewActs } from "./review-acts.tsx";

vi.mock("./actions.ts", () => ({}));

const mounted = useMounted({ areas: ["review", "plan", "shell"] });

/** What is offered where nothing can be reviewed, merged or brought up to date. */
async function offered(state: BranchState, write: boolean): Promise<string[]> {
  const never = { ask: false, approve: undefined, verdict: false, merge: false, rebase: false };
  const may: PossibleActs = { state, revision: 1, write, ...never };
  await mounted.show(<ReviewActs slug="shop" branch="autumn" may={may} />);
  return mounted.all<HTMLButtonElement>("button").map(({ textContent }) => textContent ?? "");
}

it("offers readers nothing that they would be refused", async () => {
  expect(await offered("approved", true)).toEqual(["Withdraw from review", "Close"]);
  expect(await offered("closed", true)).toEqual(["Open again"]);
  for (const state of ["open", "ready", "changes_requested", "approved", "merged", "closed"] as const)
    expect(await offered(state, false), state).toEqual([]);
});
