// @vitest-environment happy-dom

import { useState } from "react";
import { beforeEach, expect, it } from "vitest";
import type { PropertyFilter } from "../../../../../lib/analysis/question.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import type { AnalysisFacts, PropertyFact } from "./facts.ts";
import { FactsProvider } from "./facts-context.tsx";
import { FilterList } from "./filter-list.tsx";

const text = (name: string): PropertyFact => ({ id: `prp_${name}`, path: name, label: name, kind: "text", values: [] });
const OWN = [text("sku"), text("brand")];
const FACTS: AnalysisFacts = {
  slug: "shop",
  events: [],
  roles: [],
  userProperties: [],
  groupProperties: [],
  automatic: [],
  cohorts: [],
};

const mounted = useMounted({ areas: ["analysis", "shell"] });

function Probe() {
  const [filters, setFilters] = useState<readonly PropertyFilter[]>([
    { property: "prp_sku", op: "=", value: "A1" },
    { property: "prp_brand", op: "=", value: "Lin" },
  ]);
  return <FilterList filters={filters} own={OWN} onChange={setFilters} />;
}

beforeEach(async () => {
  await mounted.show(
    <FactsProvider facts={FACTS}>
      <Probe />
    </FactsProvider>,
  );
});

const values = () => mounted.all<HTMLInputElement>("input").map((input) => input.value);

it("shows the value of each condition that is left when one is taken away, and moves the focus to what adds", async () => {
  expect(values()).toEqual(["A1", "Lin"]);
  await mounted.click(mounted.the("[aria-label='Remove the condition']"));
  expect(values()).toEqual(["Lin"]);
  expect(document.activeElement?.textContent).toBe("Add a condition");
});

it("moves the focus into a condition that was added", async () => {
  await mounted.click("Add a condition");
  expect(mounted.all("select")).toHaveLength(3);
  expect(document.activeElement?.textContent).toContain("sku");
});
