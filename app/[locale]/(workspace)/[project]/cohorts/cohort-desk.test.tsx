// @vitest-environment happy-dom

import { afterEach, expect, it, vi } from "vitest";
import type { Criterion } from "../../../../../lib/analysis/question.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import type { AnalysisFacts } from "../analysis/facts.ts";
import { FactsProvider } from "../analysis/facts-context.tsx";
import { CohortDesk } from "./cohort-desk.tsx";

const FACTS: AnalysisFacts = {
  slug: "shop",
  events: [],
  roles: [],
  userProperties: [],
  groupProperties: [],
  automatic: [],
  cohorts: [],
};
const DID: Criterion = { kind: "count", event: { any: true }, count: { op: ">=", value: 1 }, window: { lastDays: 7 } };

const mounted = useMounted({ areas: ["cohort", "analysis", "access", "shell"] });
afterEach(() => vi.unstubAllGlobals());

const saved = () => JSON.parse(mounted.the<HTMLInputElement>("input[name='criterion']").value) as Criterion;

async function show(criterion: Criterion): Promise<HTMLInputElement> {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server here")));
  await mounted.show(
    <FactsProvider facts={FACTS}>
      <CohortDesk
        cohort={{ name: "", description: "", criterion }}
        ahead={{ asked: "", reply: Promise.resolve("") }}
        mayEdit
        save={() => new Promise(() => undefined)}
      />
    </FactsProvider>,
  );
  return mounted.the<HTMLInputElement>("section input[type='checkbox']");
}

it("wants only events as sent around all of a cohort's conditions, and gives that up again", async () => {
  const box = await show(DID);
  expect([box.checked, saved()]).toEqual([false, DID]);
  await mounted.click(box);
  expect([box.checked, saved()]).toEqual([true, { kind: "as_sent", of: DID }]);
  await mounted.click(box);
  expect([box.checked, saved()]).toEqual([false, DID]);
});

it("changes the conditions inside, and leaves alone what only some of them want", async () => {
  const sent: Criterion = { kind: "as_sent", of: DID };
  const box = await show({ kind: "as_sent", of: { kind: "any", of: [DID, sent] } });
  expect(box.checked).toBe(true);
  expect(mounted.all("[data-criterion='as_sent']")).toHaveLength(1);
  await mounted.click(mounted.all<HTMLElement>("[aria-label='Remove this condition']")[0] ?? box);
  expect(saved()).toEqual({ kind: "as_sent", of: { kind: "any", of: [sent] } });
});
