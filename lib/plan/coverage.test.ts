import { describe, expect, it } from "vitest";
import { type CoverageEvidence, coverageOf, stopCollecting } from "./coverage.ts";
import { coverageGaps } from "./coverage-gap.ts";
import { applyEdits } from "./edit.ts";
import { type KpiNode, kpiTree } from "./kpi-tree.ts";
import { emptyPlan, newBundle, newEvent, newMetric, newProperty, newTrait } from "./new-object.ts";
import type { Plan, PlanEvent, Property } from "./plan.ts";
import { findFindings } from "./rules/find-findings.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000);
const decision = (id: string) => ({ id, name: { en: id }, description: {} });
const serving = (...metrics: string[]) => ({ decisions: [], metrics });

function key(id: string, more: Partial<Property> = {}): Property {
  return newProperty({ id, name: id.replace("prp_", ""), type: { kind: "string" }, ...more });
}

function happens(id: string, more: Partial<PlanEvent> = {}): PlanEvent {
  return newEvent({ id, name: id, identifier: id, ...more });
}

const evidence = (more: Partial<CoverageEvidence> = {}): CoverageEvidence => ({
  now: NOW,
  used: new Set(),
  lastRead: new Map(),
  readsSince: daysAgo(200),
  longPublished: new Set(["prp_a"]),
  ...more,
});

const plan: Plan = {
  ...emptyPlan("one"),
  decisions: [decision("dec_direct"), decision("dec_deep"), decision("dec_none"), decision("dec_shared")],
  metrics: [
    newMetric({ id: "met_top", name: { en: "Top" }, decisions: ["dec_deep"] }),
    newMetric({ id: "met_mid", name: { en: "Mid" }, parent: "met_top" }),
    newMetric({ id: "met_low", name: { en: "Low" }, parent: "met_mid" }),
  ],
  bundles: [
    newBundle({
      id: "bdl_a",
      name: "Page",
      properties: [key("prp_c", { serves: { decisions: ["dec_shared"], metrics: [] } })],
    }),
  ],
  events: [
    happens("evt_direct", { serves: { decisions: ["dec_direct"], metrics: [] }, critical: true }),
    happens("evt_low", { properties: [key("prp_b", { serves: serving("met_low") })] }),
    happens("evt_bundled", { bundles: ["bdl_a"] }),
    happens("evt_idle", { properties: [key("prp_a")] }),
    happens("evt_gone", { status: "deprecated", critical: true, serves: { decisions: ["dec_none"], metrics: [] } }),
  ],
};

describe("coverage of decisions", () => {
  it("finds the events that serve one, by a property, a bundle or a part of a metric of it", () => {
    const { decisions } = coverageOf(plan, evidence());
    expect(decisions.map(({ decision: { id }, events }) => [id, events.map((event) => event.id)])).toEqual([
      ["dec_none", []],
      ["dec_direct", ["evt_direct"]],
      ["dec_deep", ["evt_low"]],
      ["dec_shared", ["evt_bundled"]],
    ]);
  });

  it("finds events that serve nothing, unless a saved question reads them", () => {
    const ids = (used: string[]) =>
      coverageOf(plan, evidence({ used: new Set(used) })).servingNothing.map(({ id }) => id);
    expect(ids([])).toEqual(["evt_idle"]);
    expect(ids(["evt_idle"])).toEqual([]);
  });

  it("counts critical events that are still sent", () => {
    expect(coverageOf(plan, evidence()).critical.map(({ id }) => id)).toEqual(["evt_direct"]);
  });
});

describe("a property that serves nothing", () => {
  const idle = (more: Partial<CoverageEvidence> = {}, judged: Plan = plan) =>
    coverageOf(judged, evidence(more)).idle.map(({ placed, isProved }) => [placed.property.id, isProved]);

  it("is idle once nothing read it for ninety days, and not a day before", () => {
    expect(idle()).toEqual([["prp_a", true]]);
    expect(idle({ lastRead: new Map([["prp_a", daysAgo(89)]]) })).toEqual([["prp_a", false]]);
    expect(idle({ lastRead: new Map([["prp_a", daysAgo(90)]]) })).toEqual([["prp_a", true]]);
  });

  it("is not called idle before that can be known", () => {
    expect(idle({ readsSince: daysAgo(89) })).toEqual([["prp_a", false]]);
    expect(idle({ longPublished: new Set() })).toEqual([["prp_a", false]]);
  });

  it("is not listed when a saved question reads it, it has a role, or chooses a variant", () => {
    expect(idle({ used: new Set(["prp_a"]) })).toEqual([]);
    const with_ = (more: Partial<PlanEvent>) => ({ ...plan, events: [happens("evt_idle", more)] });
    expect(idle({}, with_({ properties: [key("prp_a", { role: "channel" })] }))).toEqual([]);
    expect(idle({}, with_({ properties: [key("prp_a")], variants: { discriminator: "prp_a", cases: [] } }))).toEqual(
      [],
    );
    const trait = newTrait({ id: "prp_a", name: "city", type: { kind: "string" }, segmentKind: "demographic" });
    expect(idle({}, { ...plan, events: [], userProperties: [trait] })).toEqual([]);
  });

  it("is read where something inside it is", () => {
    const inside = key("prp_a", { type: { kind: "object", open: false, properties: [key("prp_in")] } });
    const nested = { ...plan, events: [happens("evt_idle", { properties: [inside] })] };
    expect(idle({ lastRead: new Map([["prp_in", daysAgo(3)]]) }, nested)).toEqual([["prp_a", false]]);
  });

  it("is asked of nobody any more: deprecated with a reason in both languages, and no longer required", () => {
    const required = { ...plan, events: [happens("evt_idle", { properties: [key("prp_a", { required: true })] })] };
    const [found] = coverageOf(required, evidence()).idle;
    const result = applyEdits(required, found === undefined ? [] : stopCollecting(found.placed));
    const after = result.ok ? result.plan.events[0]?.properties[0] : undefined;
    expect(after).toMatchObject({ status: "deprecated", required: false });
    expect(Object.keys(after?.deprecation?.text ?? {})).toEqual(["en", "fr"]);
    expect(coverageOf(result.ok ? result.plan : required, evidence()).idle).toEqual([]);
  });
});

describe("what is fed", () => {
  it("is told alike by the rules, the tree and the coverage: through parts, by traits, never by what is deprecated", () => {
    const trait = newTrait({ id: "prp_t", name: "age", type: { kind: "integer" }, serves: serving("met_trait") });
    const one: Plan = {
      ...plan,
      decisions: [...plan.decisions, decision("dec_trait")],
      metrics: [
        ...plan.metrics,
        newMetric({ id: "met_trait", name: { en: "Trait" }, decisions: ["dec_trait"] }),
        newMetric({ id: "met_gone", name: { en: "Gone" }, decisions: ["dec_none"] }),
      ],
      events: [...plan.events, happens("evt_old", { status: "deprecated", serves: serving("met_gone") })],
      userProperties: [trait],
    };
    const found = findFindings(one);
    const told = (code: string) => found.filter((one) => one.code === code).map(({ target }) => target.id);
    expect(told("metric_without_event")).toEqual(["met_gone"]);
    expect(told("unused_decision")).toEqual(["dec_none"]);
    expect(told("serves_nothing")).toEqual(["evt_idle"]);
    const unfed = (nodes: readonly KpiNode[]): string[] =>
      nodes.flatMap(({ id, gaps, children }) => [...(gaps.includes("noEvent") ? [id] : []), ...unfed(children)]);
    expect(unfed(kpiTree(one)).sort()).toEqual(["dec_none", "met_gone"]);
    expect(coverageGaps(coverageOf(one, evidence()), {})).toContainEqual({ kind: "decisions", count: 1 });
  });
});

describe("what is missing", () => {
  it("counts decisions without events, events for nothing, idle properties, and tells who a person is", () => {
    const gaps = coverageGaps(coverageOf(plan, evidence()), {});
    expect(gaps).toEqual([
      { kind: "decisions", count: 1 },
      { kind: "events", count: 1 },
      { kind: "idle", count: 1 },
      { kind: "few", count: 1 },
      { kind: "person", count: 0 },
    ]);
    expect(coverageGaps(coverageOf(plan, evidence()), { canonicalUserId: "number" })).not.toContainEqual(
      expect.objectContaining({ kind: "person" }),
    );
  });

  it("asks for five to ten critical events, or all of fewer", () => {
    const marked = (critical: number, events: number) => {
      const list = Array.from({ length: events }, (_, index) =>
        happens(`evt_${index}`, { critical: index < critical }),
      );
      const kinds = coverageGaps(coverageOf({ ...emptyPlan("one"), events: list }, evidence()), {});
      return kinds.map(({ kind }) => kind).filter((kind) => kind === "few" || kind === "many");
    };
    expect(marked(4, 12)).toEqual(["few"]);
    expect(marked(5, 12)).toEqual([]);
    expect(marked(10, 12)).toEqual([]);
    expect(marked(11, 12)).toEqual(["many"]);
    expect(marked(2, 3)).toEqual(["few"]);
    expect(marked(3, 3)).toEqual([]);
  });
});
