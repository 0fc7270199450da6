/** What every template of the catalogue promises. */

import { describe, expect, it } from "vitest";
import { generate } from "../../codegen/generate.ts";
import { compileProblems, under } from "../../codegen/testing/compile-typescript.ts";
import { templatesFor } from "../analysis/cohort/templates.ts";
import { readPlanFile } from "../format/plan-file/read.ts";
import { writePlanFile } from "../format/plan-file/write.ts";
import { planWithImport } from "../plan/edit-import.ts";
import { emptyPlan } from "../plan/new-object.ts";
import { LANGUAGES, type Language, type Plan, PROPERTY_ROLES } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { findFindings } from "../plan/rules/find-findings.ts";
import { planSchema } from "../plan/schema.ts";
import { findTemplate, TEMPLATES } from "./catalogue.ts";

const KEYS = TEMPLATES.map(({ key }) => key);
const planOf = (key: string, language: Language = "en") => {
  const template = findTemplate(key);
  if (template === undefined) throw new Error(`no template ${key}`);
  return template.plan("shop", language);
};

/** Words that are alike in both languages. */
const ALIKE = [
  "Audience",
  "Conversation",
  "Engagement",
  "Finance",
  "Marketing",
  "Merchandising",
  "Participation",
  "Site",
];

/** What a plan says in one text, by where it says it. */
function singleTexts({ settings, categories, bundles, decisions, metrics, journeys, events }: Plan): string[] {
  const owned = [...categories, ...bundles, ...decisions, ...metrics, ...journeys, ...events];
  const names = [...categories, ...bundles].map(({ name }) => name);
  return [settings.canonicalUserId ?? "", ...names, ...owned.map(({ owner }) => owner ?? "")];
}

/** Every text of several languages in a value. */
function textsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return "en" in value || "fr" in value ? [value] : Object.values(value).flatMap(textsIn);
}

describe.each(KEYS)("the %s template", (key) => {
  const plan = planOf(key);

  it("is a plan without a finding of any severity", () => {
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(findFindings(plan, { sources: [] }).map(({ en, target }) => `${target.path} ${en}`)).toEqual([]);
  });

  it("says of every event what it is and when it fires, in both languages, with an example", () => {
    expect(plan.settings.languages).toEqual(LANGUAGES);
    expect(plan.events.length).toBeGreaterThanOrEqual(15);
    for (const event of plan.events)
      for (const language of LANGUAGES) {
        expect(event.displayName[language]?.length, event.name).toBeGreaterThan(2);
        expect(event.description[language]?.length, event.name).toBeGreaterThan(15);
        expect(event.trigger[language]?.length, event.name).toBeGreaterThan(15);
        expect(event.examples, event.name).toHaveLength(1);
      }
    const texts = JSON.stringify(plan);
    expect(texts).not.toContain("'");
    expect(texts.match(/[^\s"«] [;!?»]/g)).toBeNull();
  });

  it("is in the language of whoever takes it wherever a plan has one text, and in both elsewhere", () => {
    const french = planOf(key, "fr");
    const own = singleTexts(french);
    for (const [index, english] of singleTexts(plan).entries())
      if (own[index] === english) expect(ALIKE, english).toContain(english);
    expect(own.join(" ")).not.toContain("'");
    for (const text of textsIn(french))
      expect(text).toEqual({ en: expect.stringMatching(/./), fr: expect.stringMatching(/./) });
  });

  it("starts from decisions: each has a metric, metrics form a tree, every event serves one", () => {
    expect(plan.decisions.length).toBeGreaterThanOrEqual(3);
    expect(plan.decisions.length).toBeLessThanOrEqual(6);
    expect(plan.metrics.filter(({ parent }) => parent !== undefined)).not.toEqual([]);
    for (const { name, serves } of plan.events)
      expect(serves.decisions.length + serves.metrics.length, name).toBeGreaterThan(0);
    const critical = plan.events.filter((event) => event.critical).length;
    expect(critical).toBeGreaterThanOrEqual(5);
    expect(critical).toBeLessThanOrEqual(10);
    expect(plan.journeys.flatMap(({ steps }) => steps).length).toBeGreaterThan(4);
  });

  it("says whose data it is and why it is kept", () => {
    const purposes = new Set(plan.settings.purposes.map((purpose) => purpose.key));
    for (const { name, consentPurpose = "" } of plan.events) expect(purposes, name).toContain(consentPurpose);
    const kinds = new Set(plan.userProperties.map(({ segmentKind }) => segmentKind));
    expect(kinds.size).toBeGreaterThanOrEqual(4);
    expect(plan.userProperties.some(({ privacy }) => privacy === "personal")).toBe(true);
    expect(plan.bundles).not.toEqual([]);
  });

  it("fills the roles that the ten cohorts bind to, and those of properties", () => {
    expect(templatesFor(plan).flatMap(({ missing }) => missing.map(({ en }) => en))).toEqual([]);
    const inEvents = plan.events.flatMap((event) => resolveEvent(plan, event).properties.map((one) => one.property));
    const roles = new Set([...inEvents, ...plan.userProperties].map(({ role }) => role));
    for (const role of PROPERTY_ROLES) expect(roles).toContain(role);
  });

  it("is applied whole to an empty plan, and changes nothing the second time", () => {
    const applied = planWithImport(emptyPlan("shop"), plan, { clear: true });
    expect(applied).toEqual(plan);
    expect(planWithImport(applied, plan, { clear: true })).toEqual(applied);
  });

  it("survives a plan file", () => {
    const read = readPlanFile(writePlanFile(plan));
    expect(read.ok && read.plan).toEqual(plan);
  });
});

describe("the catalogue", () => {
  it("has each key once and finds by it", () => {
    expect(KEYS).toEqual([...new Set(KEYS)]);
    expect(findTemplate("none of these")).toBeUndefined();
  });

  it("generates SDKs that compile strictly", async () => {
    const program: (readonly [string, string])[] = [];
    for (const key of KEYS)
      program.push(...under(key, await generate(freezePlan(planOf(key)), { target: "typescript" })));
    expect(compileProblems(program)).toEqual([]);
  });
});
