import { expect, it } from "vitest";
import { EVENT_ROLES, PROPERTY_ROLES } from "../plan.ts";
import { referencePlan } from "../reference-plan.ts";
import { EVENT_ROLE_WORDS, PROPERTY_ROLE_WORDS } from "../role-word.ts";
import { findFindings } from "./find-findings.ts";

const [metric] = referencePlan.metrics;
const [decision] = referencePlan.decisions;

it("quotes a decision and a metric by its name in the language of the sentence", () => {
  if (metric === undefined || decision === undefined) throw new Error("the reference plan has decisions and metrics");
  const plan = {
    ...referencePlan,
    events: [],
    metrics: [{ ...metric, name: { en: "Completed orders", fr: "Commandes abouties" }, decisions: [] }],
    decisions: [{ ...decision, name: { en: "Ship free?", fr: "Offrir le port ?" } }],
  };
  const found = findFindings(plan);
  const idle = found.find(({ code }) => code === "metric_without_event");
  expect(idle?.en).toContain("“Completed orders”");
  expect(idle?.fr).toContain("\u00a0Commandes abouties\u00a0»");
  const unused = found.find(({ code }) => code === "unused_decision");
  expect([unused?.en, unused?.fr].map((text) => text?.includes("Ship free?"))).toEqual([true, false]);
  expect(unused?.fr).toContain("\u00a0Offrir le port ?\u00a0»");
});

it("quotes the name there is when the reader's language has none", () => {
  if (metric === undefined) throw new Error("the reference plan has metrics");
  const plan = { ...referencePlan, events: [], metrics: [{ ...metric, name: { fr: "Commandes" }, decisions: [] }] };
  const idle = findFindings(plan).find(({ code }) => code === "metric_without_event");
  expect(idle?.en).toContain("“Commandes”");
});

it("says every role in words", () => {
  for (const role of EVENT_ROLES) expect(EVENT_ROLE_WORDS[role].en).not.toContain("_");
  for (const role of PROPERTY_ROLES) expect(PROPERTY_ROLE_WORDS[role].fr).not.toContain("_");
  const told = findFindings({
    ...referencePlan,
    events: referencePlan.events.map((event) => ({ ...event, roles: [] })),
  });
  expect(told.find(({ en }) => en.includes("“add to cart”"))?.fr).toContain("\u00a0ajout au panier\u00a0»");
});
