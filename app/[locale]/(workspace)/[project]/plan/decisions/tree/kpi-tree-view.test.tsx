// @vitest-environment happy-dom
/** The tree is worked with by keyboard: moved in, opened and closed, changed. */

import { NuqsTestingAdapter, type OnUrlUpdateFunction } from "nuqs/adapters/testing";
import { act } from "react";
import { beforeEach, expect, it } from "vitest";
import type { Edit } from "../../../../../../../lib/plan/edit.ts";
import { kpiTree } from "../../../../../../../lib/plan/kpi-tree.ts";
import { emptyPlan, newEvent, newMetric } from "../../../../../../../lib/plan/new-object.ts";
import type { Plan } from "../../../../../../../lib/plan/plan.ts";
import { useMounted } from "../../../../../../_ui/testing/mounted.tsx";
import { ToastArea } from "../../../../../../_ui/toast.tsx";
import { EditingContext, type PlanEditing } from "../../editing/editing-context.tsx";
import { KpiTreeView } from "./kpi-tree-view.tsx";
import { turnedOver } from "./tree-rows.ts";
import { treeText } from "./tree-text.ts";

const plan: Plan = {
  ...emptyPlan("shop"),
  decisions: [{ id: "dec_a", name: { en: "Which channel?" }, description: {}, owner: "Ana" }],
  metrics: [
    newMetric({ id: "met_rate", name: { en: "Rate" }, decisions: ["dec_a"], formula: { en: "a / b" } }),
    newMetric({ id: "met_visits", name: { en: "Visits" }, decisions: ["dec_a"], formula: { en: "a" } }),
    newMetric({ id: "met_part", name: { en: "Part" }, parent: "met_rate" }),
  ],
  events: [
    newEvent({
      ...{ id: "evt_visit", name: "Site Visited", identifier: "siteVisited", critical: true },
      serves: { decisions: [], metrics: ["met_visits"] },
    }),
  ],
};

const mounted = useMounted({ areas: ["shell", "plan", "comment", "grid", "kpi"] });
const commits: (readonly Edit[])[] = [];
let went: string[] = [];
let address = "";
beforeEach(() => {
  commits.length = 0;
  went = [];
  address = "";
});

function editing(editable: boolean): PlanEditing {
  const nothing = () => undefined;
  return {
    ...{ slug: "shop", branch: "main", editable, saving: false, troubles: [], findings: [] },
    facts: { settings: plan.settings } as PlanEditing["facts"],
    commit: async (edits) => commits.push(edits) > 0,
    begin: () => (run) => run(),
    typed: [],
    ...{ preview: nothing, retry: nothing, settle: nothing, watch: () => nothing },
    undoing: {} as PlanEditing["undoing"],
  };
}

async function show(query = "", editable = true, of = plan) {
  const onUrlUpdate: OnUrlUpdateFunction = ({ queryString }) => {
    address = queryString;
  };
  await mounted.show(
    <NuqsTestingAdapter searchParams={query} onUrlUpdate={onUrlUpdate} hasMemory rateLimitFactor={0}>
      <EditingContext value={editing(editable)}>
        <KpiTreeView tree={treeText(kpiTree(of))} decisions={of.decisions} metrics={of.metrics} />
        <ToastArea />
      </EditingContext>
    </NuqsTestingAdapter>,
    { router: { push: (href: string) => went.push(href) > 0 } },
  );
}

const lines = () => mounted.all("[role=treeitem]");
const ids = () => lines().map((line) => line.dataset.id);
const at = () => (document.activeElement as HTMLElement).dataset.id;
const press = (key: string, more: KeyboardEventInit = {}) =>
  mounted.key(document.activeElement ?? document.body, key, more);

it("is a tree of which one line is in the way of Tab", async () => {
  await show();
  expect(ids()).toEqual(["dec_a", "met_rate", "met_part", "met_visits", "evt_visit"]);
  expect(lines().map((line) => line.getAttribute("aria-level"))).toEqual(["1", "2", "3", "2", "3"]);
  expect(lines().filter((line) => line.tabIndex === 0)).toHaveLength(1);
  const [, rate] = lines();
  expect(rate?.getAttribute("aria-expanded")).toBe("true");
  expect([rate?.getAttribute("aria-posinset"), rate?.getAttribute("aria-setsize")]).toEqual(["1", "2"]);
  expect(mounted.text).toContain("Critical event");
  expect(lines()[2]?.textContent).toContain("No formula");
});

it("draws every line of a tree that is longer than what comes with the page", async () => {
  const metrics = Array.from({ length: 250 }, (_, index) =>
    newMetric({ id: `met_${index}`, name: { en: `Metric ${index}` }, decisions: ["dec_a"] }),
  );
  await show("", true, { ...plan, metrics, events: [] });
  expect(lines()).toHaveLength(251);
  expect(lines().at(-1)?.dataset.id).toBe("met_249");
});

it("moves by arrows, to the ends and to a letter, opens and closes", async () => {
  await show();
  await mounted.focus(lines()[0] as HTMLElement);
  await press("ArrowDown");
  await press("ArrowDown");
  expect(at()).toBe("met_part");
  await press("ArrowLeft");
  expect(at()).toBe("met_rate");
  await press("ArrowLeft");
  expect(ids()).toEqual(["dec_a", "met_rate", "met_visits", "evt_visit"]);
  expect(address).toContain("turned=");
  await press("ArrowRight");
  await press("ArrowRight");
  expect(at()).toBe("met_part");
  await press("End");
  expect(at()).toBe("evt_visit");
  await press("Home");
  expect(at()).toBe("dec_a");
  await press("v");
  expect(at()).toBe("met_visits");
});

it("opens and closes everything with one word in the address, and what is turned after that besides", async () => {
  await show("?turned=dec_a");
  await mounted.click("Expand all");
  expect(ids()).toHaveLength(5);
  expect(address).toContain("expand=all");
  expect(address).not.toContain("turned=");
  await mounted.click("Collapse all");
  expect(ids()).toEqual(["dec_a"]);
  await mounted.focus(lines()[0] as HTMLElement);
  await press("ArrowRight");
  expect(ids()).toEqual(["dec_a", "met_rate", "met_visits"]);
  expect(address).toContain("turned=dec_a");
  const many = Array.from({ length: 150 }, (_, index) => `met_${index}`);
  expect(many.reduce(turnedOver, [] as readonly string[])).toEqual(many.slice(50));
});

it("opens the object with Enter: an event in its panel, a decision beside the tree", async () => {
  await show();
  await mounted.focus(lines()[4] as HTMLElement);
  await press("Enter");
  expect(went).toEqual(["/en/shop/plan?event=evt_visit&tab=definition"]);
  await press("Home");
  await press("Enter");
  expect(address).toContain("open=dec_a");
});

it("makes a metric a part of the one above it, and takes it out again below its decision", async () => {
  await show();
  const [, rate, part, visits] = lines();
  await mounted.focus(visits as HTMLElement);
  await press("ArrowRight", { altKey: true, shiftKey: true });
  await mounted.focus(part as HTMLElement);
  await press("ArrowLeft", { altKey: true, shiftKey: true });
  await mounted.focus(rate as HTMLElement);
  await press("ArrowRight", { altKey: true, shiftKey: true });
  await press("ArrowLeft", { altKey: true, shiftKey: true });
  expect(commits).toEqual([
    [{ command: "updateMetric", id: "met_visits", changes: { parent: "met_rate" } }],
    [{ command: "updateMetric", id: "met_part", changes: { parent: null, decisions: { add: ["dec_a"] } } }],
  ]);
  expect(document.body.textContent).toContain("No metric stands above Rate here");
  expect(document.body.textContent).toContain("Rate is a part of no metric.");
});

it("changes nothing for whoever may only read", async () => {
  await show("", false);
  await mounted.focus(lines()[3] as HTMLElement);
  await press("ArrowRight", { altKey: true, shiftKey: true });
  expect(commits).toEqual([]);
  expect(mounted.all("[aria-haspopup=menu]")).toEqual([]);
});

it("shows what the address asks for, and says when nothing fits", async () => {
  await show("?gaps=true");
  expect(ids()).toEqual(["dec_a", "met_rate", "met_part", "met_visits", "evt_visit"]);
  await mounted.leave();
  await show("?q=nothing+like+this");
  expect(ids()).toEqual([]);
  await act(async () => mounted.button("Show everything").click());
  expect(ids()).toHaveLength(5);
});
