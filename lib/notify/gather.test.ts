import { expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { concernedBy } from "./concerned.ts";
import { editsKey, gathered } from "./gather.ts";

it("edits are gathered by project, branch, author and hour", () => {
  const row = { projectId: "prj_a", actorId: "per_a" };
  const keys = [
    editsKey(row, "main", 1),
    editsKey({ ...row, projectId: "prj_b" }, "main", 1),
    editsKey({ ...row, actorId: null }, "main", 1),
    editsKey(row, "draft", 1),
    editsKey(row, "main", 2),
  ];
  expect(new Set(keys).size).toBe(5);
});

it("what is gathered counts each thing once, and goes on counting beyond what it remembers", () => {
  const ids = Array.from({ length: 500 }, (_, at) => `evt_${at}`);
  const one = { subject: "A", more: 0, objects: ["evt_a"] };
  expect(gathered(one, one)).toBeUndefined();
  expect(gathered(one, { subject: "B", more: 1, objects: ["evt_a", "evt_b"] })).toEqual({
    subject: "A",
    more: 1,
    objects: ["evt_a", "evt_b"],
  });
  expect(gathered(one, { subject: "0", more: 899, objects: ids })?.more).toBe(900);
  expect(gathered({ subject: "Plan", more: 0, objects: [] }, one)).toEqual(one);
});

it("an event far behind many others is still found by whoever follows it", () => {
  const [event] = referencePlan.events;
  if (event === undefined) throw new Error("the plan has events");
  const events = Array.from({ length: 700 }, (_, at) => ({ ...event, id: `evt_${at}`, name: `Event ${at}` }));
  const found = concernedBy(
    [{ ...referencePlan, events }],
    events.map(({ id }) => id),
  );
  expect(found).toHaveLength(700);
});
