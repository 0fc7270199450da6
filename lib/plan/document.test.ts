/** What was kept before a field existed is read with its blank, and keeps its hash. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, contentHash } from "./canonical-json.ts";
import { completeEdits, documentOfPlan, type PlanDocument, planOfDocument } from "./document.ts";
import { type Edit, replayEdits } from "./edit.ts";
import { checkPlan } from "./edit-check.ts";
import type { PublishedPlan } from "./plan.ts";
import { freezePlan, samePlan } from "./publish.ts";
import { planSchema } from "./schema.ts";
import { plainStandards } from "./standards.ts";
import { anyPlan } from "./testing/random-edit.ts";

/** A version as an earlier release published it. */
const before = JSON.parse(readFileSync(new URL("./testing/published-before.json", import.meta.url), "utf8")) as Omit<
  PublishedPlan,
  "plan"
> & { readonly plan: PlanDocument };

describe("a version published by an earlier release", () => {
  const plan = planOfDocument(before.plan);

  it("has every field of the model, those it did not know blank", () => {
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    expect(checkPlan(plan)).toEqual([]);
    expect(plan.journeys).toEqual([]);
    expect(plan.settings.purposes).toEqual([]);
    expect(before.plan.settings).toMatchObject({ eventNaming: "Title Case", propertyNaming: "snake_case" });
    expect(plan.settings.standards).toEqual(plainStandards("Title Case", "snake_case"));
    for (const event of plan.events) expect(event).toMatchObject({ triggers: [], examples: [] });
    for (const metric of plan.metrics) expect(metric.formula).toEqual({});
  });

  it("keeps its hash, and is not new when published again", () => {
    const { hash, eventVersions, version } = before;
    expect(freezePlan(plan).hash).toBe(hash);
    expect(contentHash({ plan: documentOfPlan(plan), eventVersions })).toBe(hash);
    expect(canonicalJson(documentOfPlan(plan))).toBe(canonicalJson(before.plan));
    const published: PublishedPlan = { version, hash, eventVersions, plan };
    expect(samePlan(planOfDocument(before.plan), published)).toBe(true);
    const next = freezePlan({ ...plan, description: { en: "Changed." } }, published);
    expect(Object.values(next.eventVersions).every((one) => one === 1)).toBe(true);
  });

  it("takes edits that were recorded then", () => {
    const [event] = before.plan.events;
    const recorded = { command: "addObject", entry: { kind: "event", object: { ...event, id: "evt_then" } } } as Edit;
    const added = replayEdits({ ...plan, events: [] }, completeEdits([recorded])).events;
    expect(added[0]).toMatchObject({ id: "evt_then", triggers: [], examples: [] });
    const changes = { eventNaming: "kebab-case", propertyNaming: "camelCase", identifiers: "ascii" };
    const settings = { command: "updateSettings", changes } as unknown as Edit;
    const { identifiers, standards } = replayEdits(plan, completeEdits([settings])).settings;
    expect(identifiers).toBe("ascii");
    expect(standards).toEqual(plainStandards("kebab-case", "camelCase"));
  });
});

describe("the document of a plan", () => {
  it("gives the plan back", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(planOfDocument(documentOfPlan(plan))).toEqual(plan);
        const kept = JSON.parse(canonicalJson(documentOfPlan(plan))) as PlanDocument;
        expect(canonicalJson(planOfDocument(kept))).toBe(canonicalJson(plan));
      }),
    );
  });
});
