// @vitest-environment happy-dom

/** The end of an event, decided on with the evidence at hand. */

import { type ReactNode, useRef } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { EditingContext, usePlanEditing } from "../editing/editing-context.tsx";
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
let answered = evidence;
vi.mock("./renewal-actions.ts", () => ({ lifeEvidenceAction: async () => answered }));

const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});
const event = () => desk.plan.events.find(({ id }) => id === EVENT);

async function open(rule: string) {
  await desk.show(() => <DecideButton rule={rule} path={`event/${EVENT}/expiresOn`} />);
  await desk.press(desk.button(TEXTS.renewal.decide));
}

beforeEach(async () => {
  desk.plan = referencePlan;
  answered = evidence;
  await open("expired");
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

it("removes it where nothing refers to it", async () => {
  desk.plan = { ...referencePlan, journeys: [] };
  await open("expired");
  await desk.press(way(2));
  expect(document.body.textContent).toContain("leaves the plan with all that it holds");
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()).toBeUndefined();
});

it("does not say that nothing came when that could not be read, and tells a property from its event", async () => {
  const place = { in: "event", id: EVENT } as const;
  answered = { ...evidence, subject: { kind: "property", place, id: "prp_query" }, received: {} };
  await open("expired");
  const { renewal } = TEXTS;
  const text = document.body.textContent ?? "";
  expect(text).toContain(`${renewal.lastReceived.ofEvent}${renewal.unread}${renewal.events.ofEvent}${renewal.unread}`);
});

it("offers only what ends the finding", async () => {
  const offered = () => desk.all("label:has(input[type=radio])").map((one) => one.textContent);
  const { way: words } = TEXTS.renewal;
  await open("stale_event");
  expect(offered()).toEqual([words.deprecate, words.remove]);
  const deprecation = { text: { en: "Old." }, replacementId: "evt_home", on: "2026-02-01" };
  answered = { ...evidence, status: "deprecated", deprecation };
  const old = await applyEdits(referencePlan, [
    { command: "deprecate", target: { kind: "event", id: EVENT }, changes: { on: "2026-02-01", text: { en: "Old." } } },
  ]);
  if (!old.ok) throw new Error("it cannot be deprecated");
  desk.plan = old.plan;
  await open("deprecation_overdue");
  expect(offered()).toEqual([words.another, words.restore, words.remove]);
  const [day] = desk.all<HTMLInputElement>("input[type=date]");
  expect((day?.value ?? "") > new Date().toISOString()).toBe(true);
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()?.deprecation).toMatchObject({ text: { en: "Old." }, on: day?.value });
  await open("deprecation_overdue");
  await desk.press(way(1));
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(event()).toMatchObject({ status: "active" });
  expect(event()?.deprecation).toBeUndefined();
});

/** Notes what is committed within what was begun, and refuses the first as late. */
function Noted({ children, notes }: { children: ReactNode; notes: string[] }) {
  const editing = usePlanEditing();
  const state = useRef({ begun: 0, within: 0 }).current;
  const begin = () => {
    const own = ++state.begun;
    const within = <T,>(act: () => T): T => {
      state.within = own;
      return act();
    };
    return Object.assign(within, { late: () => own === 1 });
  };
  const commit: typeof editing.commit = async (_edits, options) => {
    notes.push(`${state.within} ${options?.done?.text}`);
    return state.within > 1;
  };
  return <EditingContext value={{ ...editing, begin, commit }}>{children}</EditingContext>;
}

it("commits on what the evidence was read from, and looks again when it came too late", async () => {
  const notes: string[] = [];
  await desk.show(() => (
    <Noted notes={notes}>
      <DecideButton rule="expired" path={`event/${EVENT}`} />
    </Noted>
  ));
  await desk.press(desk.button(TEXTS.renewal.decide));
  await desk.submit(desk.all("form").at(-1) ?? null);
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(notes).toEqual(["1 “Search” is renewed", "2 “Search” is renewed"]);
  expect(desk.all("form")).toEqual([]);
});

it("is offered by findings on the end of something, and by no others", async () => {
  await desk.show(() => <DecideButton rule="missing_owner" path={`event/${EVENT}`} />);
  expect(desk.button(TEXTS.renewal.decide)).toBeUndefined();
});
