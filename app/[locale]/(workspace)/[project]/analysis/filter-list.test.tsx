// @vitest-environment happy-dom

import { act, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { PropertyFilter } from "../../../../../lib/analysis/question.ts";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import type { AnalysisFacts, PropertyFact } from "./facts.ts";
import { FactsProvider } from "./facts-context.tsx";
import { FilterList } from "./filter-list.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

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

let host: HTMLElement;
let root: Root;

function Probe() {
  const [filters, setFilters] = useState<readonly PropertyFilter[]>([
    { property: "prp_sku", op: "=", value: "A1" },
    { property: "prp_brand", op: "=", value: "Lin" },
  ]);
  return <FilterList filters={filters} own={OWN} onChange={setFilters} />;
}

beforeEach(async () => {
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  await act(async () =>
    root.render(
      <TextProvider language="en" areas={["analysis", "shell"]}>
        <FactsProvider facts={FACTS}>
          <Probe />
        </FactsProvider>
      </TextProvider>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

const values = () => [...host.querySelectorAll("input")].map((input) => input.value);
const press = (label: string) =>
  act(async () => {
    const button = [...host.querySelectorAll("button")].find(
      (one) => one.getAttribute("aria-label") === label || one.textContent === label,
    );
    button?.focus();
    button?.click();
  });

it("shows the value of each condition that is left when one is taken away, and moves the focus to what adds", async () => {
  expect(values()).toEqual(["A1", "Lin"]);
  await press("Remove the condition");
  expect(values()).toEqual(["Lin"]);
  expect(document.activeElement?.textContent).toBe("Add a condition");
});

it("moves the focus into a condition that was added", async () => {
  await press("Add a condition");
  expect(host.querySelectorAll("select")).toHaveLength(3);
  expect(document.activeElement?.textContent).toContain("sku");
});
