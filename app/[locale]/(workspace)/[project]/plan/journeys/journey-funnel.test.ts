import { expect, it } from "vitest";
import { definitionQuery } from "../../analysis/definition-query.ts";
import { readQuestion } from "../../reports/read-question.ts";
import { journeyFunnel } from "./journey-funnel.ts";

const step = (id: string, events: readonly string[]) => ({ id, name: {}, description: {}, events: events as never });
const journey = (steps: readonly ReturnType<typeof step>[]) => ({ id: "jny_1", name: {}, description: {}, steps });

it("counts each step by the first published event pinned on it, and passes over those without one", () => {
  const { question, counted } = journeyFunnel(
    journey([step("a", ["evt_new", "evt_1", "evt_2"]), step("b", ["evt_new"]), step("c", ["evt_3"])]),
    new Set(["evt_1", "evt_2", "evt_3"]),
  );
  expect(question?.steps).toEqual([{ event: "evt_1" }, { event: "evt_3" }]);
  expect([...counted]).toEqual([
    ["a", 0],
    ["c", 1],
  ]);
});

it("is a question that a report takes from its address", () => {
  const { question } = journeyFunnel(
    journey([step("a", ["evt_1"]), step("b", ["evt_2"])]),
    new Set(["evt_1", "evt_2"]),
  );
  const address = new URLSearchParams(question && definitionQuery(question));
  expect(readQuestion(address.get("q") ?? undefined)).toEqual(question);
});

it("is no funnel with fewer than two steps that can be counted, and none longer than may be asked", () => {
  expect(journeyFunnel(journey([step("a", ["evt_1"]), step("b", [])]), new Set(["evt_1"])).question).toBeUndefined();
  const steps = Array.from({ length: 30 }, (_, index) => step(`${index}`, [`evt_${index}`]));
  const long = journeyFunnel(journey(steps), new Set(steps.flatMap(({ events }) => events)));
  expect(long.question?.steps).toHaveLength(20);
  expect(long.counted.size).toBe(20);
});
