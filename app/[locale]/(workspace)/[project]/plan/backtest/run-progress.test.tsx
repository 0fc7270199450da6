// @vitest-environment happy-dom

/** How far a back-test is, as a person reads it. */

import { expect, it } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import type { Progress } from "./actions.ts";
import { RunProgress } from "./run-progress.tsx";

const mounted = useMounted({ areas: ["shell", "backtest"] });

async function show(more: Partial<Progress>): Promise<void> {
  const initial = {
    state: "running",
    judged: 40,
    total: 80,
    answered: 0,
    questions: 0,
    startedAt: 0,
    ...more,
  } as const;
  const nothing = async () => undefined;
  await mounted.show(
    <RunProgress slug="shop" id="bkt_1" initial={initial} mayCancel follow={async () => initial} cancel={nothing} />,
  );
}

it("is of events first, then of the cohorts and reports that are computed", async () => {
  const bar = () => document.querySelector("progress");
  await show({});
  expect(mounted.text).toContain("40 of 80 events judged");
  expect(mounted.text).not.toContain("Cohorts and reports");
  expect([bar()?.value, bar()?.max]).toEqual([40, 80]);
  mounted.leave();
  await show({ judged: 80, answered: 3, questions: 18 });
  expect(mounted.text).toContain("Cohorts and reports: 3 of 18");
  expect(mounted.text).not.toMatch(/ left| s$/);
  expect([bar()?.value, bar()?.max]).toEqual([3, 18]);
});
