import { beforeAll, describe, expect, it } from "vitest";
import { authorizeSystem } from "../access/authorize.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { publishedProject } from "../analysis/naive/project.ts";
import { emptyPlan, newEvent } from "../plan/new-object.ts";
import { LANGUAGES, type Plan } from "../plan/plan.ts";
import { findFindings } from "../plan/rules/find-findings.ts";
import { loadPlan } from "../plan/store.ts";
import { usePlanDb } from "../store/testing.ts";
import { planWithTemplate } from "./apply.ts";
import { TEMPLATES } from "./catalogue.ts";
import { ecommerce } from "./plans/ecommerce.ts";
import { saas } from "./plans/saas.ts";
import { applyTemplate, freeBranchName, previewTemplate } from "./store-apply.ts";

usePlanDb();

const own: Plan = {
  ...emptyPlan("shop"),
  name: { en: "Our shop" },
  settings: { ...emptyPlan("shop").settings, canonicalUserId: "Number of ours" },
  events: [
    newEvent({
      id: "evt_ours",
      name: "Signed Up",
      identifier: "joined",
      description: { en: "Ours." },
      roles: ["sign_up"],
    }),
  ],
};

describe("a template over a plan", () => {
  it.each(TEMPLATES)("$key: fills an empty plan, which keeps its name, without a finding", (template) => {
    const plan = planWithTemplate({ ...emptyPlan("shop"), name: { fr: "La boutique" } }, template, "en");
    expect(plan.name).toEqual({ fr: "La boutique" });
    const rest = findFindings(plan, { sources: [] }).filter(({ target }) => target.kind !== "plan");
    expect(rest.map(({ en }) => en)).toEqual([]);
    for (const language of LANGUAGES) expect(planWithTemplate(plan, template, language)).toEqual(plan);
  });

  it("leaves the house rules of a plan that holds nothing yet", () => {
    const empty = emptyPlan("shop");
    const settings = { ...empty.settings, canonicalUserId: "Number of ours", identifiers: "ascii" as const };
    const plan = planWithTemplate({ ...empty, settings }, saas, "en");
    expect(plan.events).toHaveLength(saas.plan("shop", "en").events.length);
    expect(plan.settings).toEqual({ ...settings, purposes: saas.plan("shop", "en").settings.purposes });
  });

  it("leaves what is there as it is, recognised by name, and links to it", () => {
    const plan = planWithTemplate(own, ecommerce, "en");
    expect(plan.events.filter(({ name }) => name === "Signed Up")).toEqual(own.events);
    expect(plan.events).toHaveLength(ecommerce.plan("shop", "en").events.length);
    expect(plan.settings).toEqual({ ...own.settings, purposes: ecommerce.plan("shop", "en").settings.purposes });
    expect(plan.name).toEqual(own.name);
    expect(plan.journeys.find(({ id }) => id === "jrn_account")?.steps[0]?.events).toContain("evt_ours");
    const broken = findFindings(plan, { sources: [] }).filter(({ severity }) => severity === "error");
    expect(broken).toEqual([]);
  });

  it("adds a second template to the first", () => {
    const first = planWithTemplate(emptyPlan("shop"), ecommerce, "en");
    const both = planWithTemplate(first, saas, "en");
    for (const event of first.events) expect(both.events).toContainEqual(event);
    expect(both.events.some(({ name }) => name === "Report Shared")).toBe(true);
    expect(findFindings(both, { sources: [] }).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("a template in a project", () => {
  let project: AuthorizedProject;
  beforeAll(async () => {
    const made = await publishedProject(own);
    project = await authorizeSystem(made.project.slug);
  });

  it("is previewed without writing, then becomes a branch that main does not feel", async () => {
    const before = await loadPlan(project);
    const name = await freeBranchName(project, ecommerce);
    const preview = await previewTemplate(project, { template: ecommerce, language: "en" }, name);
    expect(await loadPlan(project)).toEqual(before);
    const applied = await applyTemplate(project, { template: ecommerce, language: "en" }, name, "From a template");
    expect(applied.changes).toEqual(preview.changes);
    expect(applied.changes.length).toBeGreaterThan(50);
    expect((await loadPlan(project, name)).plan).toEqual(applied.plan);
    expect((await loadPlan(project)).plan).toEqual(before.plan);
    expect(await freeBranchName(project, ecommerce)).toBe("ecommerce-template-2");
    const again = await applyTemplate(project, { template: ecommerce, language: "en" }, name);
    expect([again.changes, again.revision]).toEqual([[], applied.revision]);
  });
});
