// @vitest-environment happy-dom

/** A journey with who went on from step to step. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { PlanDesk } from "../testing/plan-desk.tsx";
import { JourneyMap } from "./journey-map.tsx";

const STATEMENT = {
  ...{
    planVersions: [1],
    received: 10,
    considered: 10,
    stripped: 0,
    transformed: 0,
    duplicates: 0,
    repaired: 0,
    traitsHeld: 0,
    usersTouched: 0,
  },
  ...{ excluded: { violating: 0, unplanned: 0, malformed: 0 }, environment: "production" },
  ...{ asOf: "2026-03-04T10:00:00.000Z", timeZone: "UTC" },
};
const STEPS = [
  { count: 1200, fromFirst: 1, fromPrevious: null, dropOff: 300 },
  { count: 900, fromFirst: 0.75, fromPrevious: 0.75, dropOff: 0 },
];

const PUBLISHED = new Set(referencePlan.events.map(({ id }) => id as string));

let asked: unknown[];
let reply: unknown;
beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body));
    return Response.json(reply);
  });
});
const desk = new PlanDesk(referencePlan, async () => referencePlan);
afterEach(async () => {
  await desk.show(() => null);
  vi.unstubAllGlobals();
});

const step = (id: string, name: string, events: readonly string[]) => ({
  ...{ id, name: { en: name }, description: {}, url: "/cart" },
  events: events as never,
});
const JOURNEY = {
  ...{ id: "jny_1", name: { en: "Order" }, description: {} },
  steps: [step("a", "Search", ["evt_search"]), step("b", "Think", []), step("c", "Sign up", ["evt_signed_up"])],
};

/** What the page says once it says what is wanted: the question goes out after a pause, its answer comes later still. */
async function shown(journey: Parameters<typeof JourneyMap>[0]["journey"], wanted: string): Promise<string> {
  await desk.show(() => <JourneyMap journey={journey} published={PUBLISHED} />);
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  await vi.waitFor(() => expect(document.body.textContent).toContain(wanted), { timeout: 30_000 });
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  return document.body.textContent ?? "";
}

it("shows each step with the people who came that far and who was lost before, and leads to the funnel", async () => {
  reply = { ok: true, answer: { result: { kind: "funnel", steps: STEPS, open: 0 }, statement: STATEMENT, rule: [] } };
  const text = await shown(JOURNEY, "1,200 people");
  expect(asked).toEqual([expect.objectContaining({ steps: [{ event: "evt_search" }, { event: "evt_signed_up" }] })]);
  expect(text).toContain("900 people");
  expect(text).toMatch(/300.*25%/);
  expect(text).toContain("No event: nobody can be counted here.");
  expect(desk.all("a").map((link) => link.getAttribute("href"))).toContainEqual(
    expect.stringMatching(/^\/en\/[^/]+\/reports\/new\?q=/),
  );
});

it("asks nothing of a journey that is no funnel, and says why a question was not answered", async () => {
  await shown({ ...JOURNEY, steps: JOURNEY.steps.slice(0, 2) }, "on two steps to see how many people go on");
  expect(asked).toEqual([]);
  reply = { ok: false, code: "not_published", messages: ["Nothing is published yet."] };
  await shown(JOURNEY, "Nothing is published yet.");
});
