// @vitest-environment happy-dom

/** The code of an event beside its editing: what it shows while the server generates, and when it cannot. */

import { act } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { findEvent } from "../../../../../../lib/plan/find.ts";
import type { Plan, PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { PlanDesk } from "../testing/plan-desk.tsx";
import { CodeDock } from "./code-dock.tsx";
import { CodeTab } from "./code-tab.tsx";
import type { ShownCode } from "./shown-code.ts";
import type { Ask } from "./use-preview.ts";

const ID = "evt_order_completed";
const TARGETS = [
  { value: "typescript", label: "TypeScript" },
  { value: "python", label: "Python" },
];

interface Asked {
  readonly address: string;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly answer: (status: number, body: unknown) => Promise<void>;
}
let asked: Asked[] = [];
const ask: Ask = (address, { signal, body }) =>
  new Promise((resolve) => {
    const answer = (status: number, body: unknown) =>
      act(async () => resolve(new Response(JSON.stringify(body), { status })));
    asked.push({ address, body, signal, answer });
  });

function code(text: string, given: Partial<ShownCode> = {}): ShownCode {
  const lines = (one: string) => [[{ text: one }]];
  const files = [{ path: "events/orderCompleted.ts", lines: lines(text) }];
  const shown = { target: "typescript", targets: TARGETS, call: lines("orderCompleted({})"), install: lines("npx") };
  return { ...shown, files, refused: [], schema: lines("{}"), schemaText: "{}", ...given };
}

const desk = new PlanDesk(referencePlan, async () => changed(desk.plan, "Other words."));
const changed = (plan: Plan, en: string): Plan => ({
  ...plan,
  events: plan.events.map((event) => (event.id === ID ? { ...event, description: { en } } : event)),
});
const view = (plan: Plan) => ({ event: findEvent(plan, ID) as PlanEvent, bundles: [] });
const read = async () => ({ ok: false as const, text: "" });

beforeEach(async () => {
  asked = [];
  await desk.show((plan) => <CodeTab view={view(plan)} read={read as never} ask={ask} />);
});
afterEach(() => desk.show(() => null));

const said = () => document.body.textContent ?? "";
const status = () => desk.all('[role="status"]').map((one) => one.textContent);

it("stays while the code of a change is on its way, which another change gives up", async () => {
  await asked[0]?.answer(200, code("first"));
  expect(said()).toContain("first");
  expect(status()).toContain("The preview is up to date.");
  const control = desk.all<HTMLSelectElement>("select")[0] as HTMLSelectElement;
  await desk.choose(control, "python");
  expect(new URLSearchParams(asked[1]?.address.split("?")[1]).get("target")).toBe("python");
  expect(said()).toContain("first");
  expect(status()).toContain("Updating the preview");
  await desk.choose(control, "typescript");
  expect(asked[1]?.signal.aborted).toBe(true);
  // What comes of what was given up changes nothing.
  await asked[1]?.answer(200, code("given up"));
  expect(said()).not.toContain("given up");
  await asked[2]?.answer(200, code("second"));
  expect(said()).toContain("second");
  expect(said()).not.toContain("first");
});

it("is asked for again when the event changes, and not when something else does", async () => {
  await asked[0]?.answer(200, code("first"));
  desk.plan = { ...desk.plan, name: "Other" } as Plan;
  await desk.press(desk.all("p")[0]);
  expect(asked).toHaveLength(1);
  desk.plan = changed(desk.plan, "Other words.");
  await desk.press(desk.all("p")[0]);
  expect(asked).toHaveLength(2);
});

it("follows what is typed before it is saved", async () => {
  await asked[0]?.answer(200, code("first"));
  expect(asked[0]?.body).toBe('{"edits":[]}');
  const typed: readonly Edit[] = [{ command: "updateEvent", id: ID, changes: { description: { en: "Other wor" } } }];
  await desk.typing(typed);
  expect(JSON.parse(asked[1]?.body ?? "")).toEqual({ edits: typed });
  await asked[1]?.answer(200, code("typed"));
  expect(said()).toContain("typed");
  await desk.typing([]);
  expect(asked[2]?.body).toBe('{"edits":[]}');
});

it("says beside the last code why there is none of the change", async () => {
  await asked[0]?.answer(200, code("first"));
  desk.plan = changed(desk.plan, "More words.");
  await desk.press(desk.all("p")[0]);
  await asked[1]?.answer(200, code("", { files: [], refused: ["Two events share a name."] }));
  expect(
    desk
      .all('[role="alert"]')
      .map((one) => one.textContent)
      .join(),
  ).toContain("Two events share a name.");
  expect(said()).toContain("first");
});

it("that did not come can be asked for again", async () => {
  await asked[0]?.answer(500, "no JSON of ours");
  expect(said()).toContain("could not be loaded");
  await desk.press(desk.button("Try again"));
  await asked[1]?.answer(200, code("there"));
  expect(said()).toContain("there");
  expect(desk.all('[role="alert"]')).toEqual([]);
});

it("below what is edited is asked for once somebody wants to see it", async () => {
  asked = [];
  await desk.show((plan) => <CodeDock view={view(plan)} ask={ask} />);
  expect(asked).toEqual([]);
  await desk.press(desk.button("Preview of the code"));
  await asked[0]?.answer(200, code("as it is"));
  expect(said()).toContain("as it is");
  expect(desk.button("Preview of the code")?.getAttribute("aria-expanded")).toBe("true");
  await desk.press(desk.button("Preview of the code"));
  expect(said()).not.toContain("as it is");
});
