// @vitest-environment happy-dom

/** The end of an event, decided on with the evidence at hand. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";
import { DecideButton } from "./renewal-button.tsx";
import type { ShownEvidence } from "./shown-evidence.ts";
// Loaded when it is first opened, which here is at once.
import "./renewal-dialog.tsx";

const EVENT = "evt_search";
const evidence: ShownEvidence = {
  subject: { kind: "event", id: EVENT },
  name: "Search",
  status: "active",
  expiresOn: "2026-01-31",
  replacements: [{ id: "evt_home", name: "Home" }],
  received: {
    bySource: [{ source: "web", at: "2026-03-02T09:00:00.000Z" }],
    lately: { last30Days: 40, last90Days: 200, violating: 25 },
  },
  cohorts: [{ id: "coh_1", name: "Seekers" }],
  reports: [],
  journeys: ["Buying"],
  decisions: [],
  metrics: [],
  readsSince: "2026-01-01T00:00:00.000Z",
};
// What the server answers; what it reads has tests of its own.
vi.mock("./renewal-actions.ts", () => ({ lifeEvidenceAction: async () => evidence }));

const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});
const event = () => desk.plan.events.find(({ id }) => id === EVENT);

beforeEach(async () => {
  desk.plan = referencePlan;
  await desk.show(() => <DecideButton rule="expired" path={`event/${EVENT}/expiresOn`} />);
  await desk.press(desk.button(TEXTS.renewal.decide));
});
afterEach(() => desk.show(() => null));

const way = (at: number) => desk.all<HTMLInputElement>("input[type=radio]")[at];

it("shows the evidence first", () => {
  const text = document.body.textContent ?? "";
  for (const said of ["web: Mar 2, 2026", "40 in 30 days, 200 in 90 days", "25 (12.5%)", "Seekers", "Buying"])
    expect(text).toContain(said);
  expect(text).toContain("Not since Jan 1, 2026");
});

it("renews until a day", async () => {
  const [day] = desk.all<HTMLInputElement>("input[type=date]");
  if (!day) throw new Error("no day to choose");
  await desk.type(day, "2031-06-30");
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()).toMatchObject({ expiresOn: "2031-06-30", status: "active" });
});

it("deprecates with a replacement, a day and the reason as advice", async () => {
  await desk.press(way(1));
  const [day] = desk.all<HTMLInputElement>("input[type=date]");
  const [replacement] = desk.all<HTMLSelectElement>("form select");
  const [reason] = desk.all<HTMLTextAreaElement>("form textarea");
  if (!day || !replacement || !reason) throw new Error("a control is missing");
  await desk.type(day, "2031-01-01");
  await desk.choose(replacement, "evt_home");
  await desk.type(reason, "Nobody asks for it.");
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()).toMatchObject({
    status: "deprecated",
    deprecation: { replacementId: "evt_home", on: "2031-01-01", text: { en: "Nobody asks for it." } },
  });
});

it("removes it", async () => {
  await desk.press(way(2));
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()).toBeUndefined();
});

it("is offered by findings on the end of something, and by no others", async () => {
  await desk.show(() => <DecideButton rule="missing_owner" path={`event/${EVENT}`} />);
  expect(desk.button(TEXTS.renewal.decide)).toBeUndefined();
});
