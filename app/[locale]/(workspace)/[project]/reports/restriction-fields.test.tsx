// @vitest-environment happy-dom

import { useState } from "react";
import { expect, it } from "vitest";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import type { AnalysisFacts } from "../analysis/facts.ts";
import { FactsProvider } from "../analysis/facts-context.tsx";
import { RestrictionFields } from "./restriction-fields.tsx";

const FACTS: AnalysisFacts = {
  slug: "shop",
  events: [],
  roles: [],
  userProperties: [],
  groupProperties: [],
  automatic: [],
  cohorts: [],
};
const COUNTED: ReportQuestion = {
  kind: "metric",
  event: { any: true },
  measure: { kind: "count" },
  interval: "day",
  range: { lastDays: 7 },
};

const mounted = useMounted({ areas: ["report", "analysis", "shell"] });

const asked: ReportQuestion[] = [];

function Probe() {
  const [question, setQuestion] = useState(COUNTED);
  asked.push(question);
  return <RestrictionFields question={question} onChange={setQuestion} compared={false} onCompare={() => undefined} />;
}

it("a report is asked of events as sent once that is ticked, and of all of them once it is not", async () => {
  await mounted.show(
    <FactsProvider facts={FACTS}>
      <Probe />
    </FactsProvider>,
  );
  const box = () => mounted.the<HTMLInputElement>("input[type='checkbox']");
  expect(box().labels?.[0]?.textContent).toContain("Only events that conformed as sent");
  expect(box().checked).toBe(false);
  await mounted.click(box());
  expect([box().checked, asked.at(-1)]).toEqual([true, { ...COUNTED, asSent: true }]);
  await mounted.click(box());
  expect([box().checked, asked.at(-1)]).toEqual([false, { ...COUNTED, asSent: false }]);
});
