// @vitest-environment happy-dom

/** The way to what a field has held, when the window with it cannot be loaded. */

import { afterEach, expect, it, vi } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { ToastArea } from "../../../../../_ui/toast.tsx";
import { PlanDesk } from "../testing/plan-desk.tsx";
import { WithHistory } from "./field-history.tsx";

const desk = new PlanDesk(referencePlan, async () => referencePlan);
afterEach(() => desk.show(() => null));

const Loaded = () => <p>What it has held</p>;

it("leaves the page as it is, says so, and loads it with the next opening", async () => {
  vi.doMock("./history-dialog.tsx", () => {
    throw new Error("Failed to fetch dynamically imported module");
  });
  const field = { subject: { kind: "event", id: "evt_search" }, field: "owner", value: "Ann" } as const;
  await desk.show(() => (
    <>
      <WithHistory {...field} label="Owner" optional>
        <p>The control</p>
      </WithHistory>
      <ToastArea />
    </>
  ));
  await desk.press(desk.button("Earlier values of Owner"));
  expect(document.body.textContent).toContain("The control");
  expect(document.body.textContent).toContain("The server could not be reached");
  vi.doMock("./history-dialog.tsx", () => ({ HistoryDialog: Loaded }));
  await desk.press(desk.button("Earlier values of Owner"));
  expect(document.body.textContent).toContain("What it has held");
});
