import { expect, it } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { newWorkshop, stepOf, type Workshop } from "../../../../../../lib/plan/workshop.ts";
import { workshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";
import { putBack } from "./put-back.ts";
import {
  addDecision,
  addEvent,
  addMetric,
  addProperty,
  changeDecision,
  changeEvent,
  changeMetric,
  ideasFor,
  kindOf,
  nameSteps,
  PROPERTY_KINDS,
  putOnStep,
  removeDecision,
  removeEvent,
  removeMetric,
  typeOf,
} from "./workshop-edits.ts";

const empty = newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" });

/** Two decisions with a metric each, and one event that serves both. */
function begun() {
  const one = addDecision({ en: "One" });
  const two = addDecision({ en: "Two" });
  let at: Workshop = two.change(one.change(empty));
  const first = addMetric({ en: "First" }, one.id);
  const second = addMetric({ en: "Second" }, two.id);
  at = second.change(first.change(at));
  const event = addEvent(at, first.id, "Order Completed");
  at = event.change(at);
  at = addEvent(at, second.id, " order completed ").change(at);
  at = nameSteps(["Look", "Buy"], "en")(at);
  at = putOnStep(event.id, at.journey.steps[1]?.id ?? "")(at);
  return { at, one, two, first, second, event };
}

it("links an event that was named already instead of naming it twice", () => {
  const { at, first, second, event } = begun();
  expect(at.events).toHaveLength(1);
  expect(at.events[0]).toMatchObject({
    id: event.id,
    roles: ["purchase"],
    serves: { metrics: [first.id, second.id] },
  });
});

it("takes with a decision what is there for nothing else", () => {
  const { at, one, two, second, event } = begun();
  const left = removeDecision(one.id)(at);
  expect(left.metrics.map(({ id }) => id)).toEqual([second.id]);
  expect(left.events[0]?.serves.metrics).toEqual([second.id]);
  const nothing = removeDecision(two.id)(left);
  expect([nothing.decisions, nothing.metrics, nothing.events]).toEqual([[], [], []]);
  expect(stepOf(nothing, event.id)).toBeUndefined();
  expect(removeEvent(event.id, second.id)(removeMetric(begun().first.id)(left)).events).toEqual([]);
});

it("keeps what stands on a step when steps are put in another order", () => {
  const { at, event } = begun();
  const moved = nameSteps(["Buy", "Pay", "look"], "en")(at);
  expect(moved.journey.steps.map(({ name, events }) => [name.en, events])).toEqual([
    ["Buy", [event.id]],
    ["Pay", []],
    ["Look", []],
  ]);
  const elsewhere = putOnStep(event.id, moved.journey.steps[2]?.id ?? "")(moved);
  expect(elsewhere.journey.steps.map(({ events }) => events.length)).toEqual([0, 0, 1]);
});

it("names no step twice, whatever the case", () => {
  const { at } = begun();
  const named = nameSteps(["Look", "Buy", "look", "BUY", "Pay", "pay"], "en")(at);
  expect(named.journey.steps.map(({ name }) => name.en)).toEqual(["Look", "Buy", "Pay"]);
});

it("leaves no metric a part of one that is gone", () => {
  const { at, one, first, second } = begun();
  const nested = changeMetric(second.id, { parent: first.id })(at);
  expect(removeMetric(first.id)(nested).metrics[0]).not.toHaveProperty("parent");
  expect(removeDecision(one.id)(nested).metrics[0]).not.toHaveProperty("parent");
});

it("puts back what was removed where it stood, and leaves what was typed since", () => {
  const { at, one, two, first, second, event } = begun();
  const nested = changeMetric(second.id, { parent: first.id })(at);
  const after = removeDecision(one.id)(nested);
  const undo = putBack(nested, after);
  expect(undo(after)).toEqual(nested);
  const typed = changeEvent(event.id, { owner: "Ana" })(changeDecision(two.id, { owner: "Ben" })(after));
  const both = undo(addDecision({ en: "Three" }).change(typed));
  expect(both.decisions.map(({ name, owner }) => [name.en, owner])).toEqual([
    ["One", undefined],
    ["Two", "Ben"],
    ["Three", undefined],
  ]);
  expect(both.metrics).toEqual(nested.metrics);
  expect(both.events[0]).toMatchObject({ owner: "Ana", serves: { metrics: [first.id, second.id] } });
  const bare = nameSteps(["Look"], "en")(nested);
  expect(putBack(nested, bare)(bare).journey).toEqual(nested.journey);
});

it("forgets what was emptied", () => {
  const { at, one } = begun();
  const owned = changeDecision(one.id, { owner: "Ana" })(at);
  expect(owned.decisions[0]).toHaveProperty("owner", "Ana");
  expect(changeDecision(one.id, { owner: "" })(owned).decisions[0]).not.toHaveProperty("owner");
});

it("suggests what belongs to the decision and metric at hand first, and nothing that was said", () => {
  const ideas = workshopIdeas(referencePlan);
  const [decision] = referencePlan.decisions;
  const metric = referencePlan.metrics.find(({ decisions }) => decisions.includes(decision?.id ?? ""));
  if (decision === undefined || metric === undefined) throw new Error("no reference");
  const one = addDecision(decision.name, decision);
  const at = one.change(empty);
  const next = ideasFor(at, ideas);
  expect(next.decisions).not.toContainEqual(decision);
  const [told] = at.decisions;
  if (told === undefined) throw new Error("no decision");
  expect(next.metrics(told)[0]?.decisions).toContain(decision.id);
  const added = addMetric(metric.name, one.id, metric);
  const later = added.change(at);
  const own = later.metrics[0];
  if (own === undefined) throw new Error("no metric");
  expect(own).not.toHaveProperty("parent");
  const [idea] = ideasFor(later, ideas).events(own);
  expect(idea?.serves.metrics).toContain(metric.id);
  const taken = addEvent(later, own.id, idea?.name ?? "", idea).change(later);
  expect(taken.events[0]).toMatchObject({ name: idea?.name, trigger: idea?.trigger, bundles: [] });
  expect(
    ideasFor(taken, ideas)
      .events(own)
      .map(({ name }) => name),
  ).not.toContain(idea?.name);
});

it.each(PROPERTY_KINDS.filter((kind) => kind !== "other"))("calls a type of the kind %s by it", (kind) => {
  expect(kindOf(typeOf(kind, ["a"]))).toBe(kind);
});

it("gives a property the type its name usually has", () => {
  const { at } = begun();
  const [event] = at.events;
  if (event === undefined) throw new Error("no event");
  const { change } = addProperty(event, "order_total");
  expect(change(at).events[0]?.properties[0]).toMatchObject({ name: "order_total", role: "revenue", required: true });
});
