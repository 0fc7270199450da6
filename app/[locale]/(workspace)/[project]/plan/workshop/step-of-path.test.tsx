// @vitest-environment happy-dom
/** What is open leads to a field where it can be said, never to what takes something away. */

import { act } from "react";
import { expect, it } from "vitest";
import { newMetric } from "../../../../../../lib/plan/new-object.ts";
import { newWorkshop } from "../../../../../../lib/plan/workshop.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { AddLine } from "./add-line.tsx";
import { MeetingStep } from "./meeting-step.tsx";
import { SaidCard } from "./said-card.tsx";
import { beginAt, beginningOf, focusPath, placeOfGap, stepOfPath } from "./step-of-path.ts";
import { WorkshopContext } from "./workshop-context.tsx";

const mounted = useMounted({ areas: ["shell", "workshop"] });
const workshop = {
  ...newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" }),
  decisions: [{ id: "dec_a", name: { en: "Which?" }, description: {}, when: {} }],
  metrics: [newMetric({ id: "met_a", name: { en: "Rate" }, decisions: ["dec_a"] })],
};
const nothing = () => undefined;
const held = {
  ...{ workshop, ideas: { decisions: [], metrics: [], events: [] }, people: [], readOnly: false },
  keyOf: (id: string) => id,
};

const show = () =>
  mounted.show(
    <WorkshopContext value={{ ...held, change: nothing, remove: nothing, goTo: nothing }}>
      <SaidCard path="decision/dec_a" title="Which?" onRemove={nothing} removeLabel="Remove Which?">
        <AddLine label="Add a metric" path="decision/dec_a/metrics" suggestions={[]} onAdd={nothing} />
      </SaidCard>
      <AddLine label="Add an event" path="metric/met_a/events" suggestions={[]} onAdd={nothing} full />
    </WorkshopContext>,
  );
const focused = () => document.activeElement?.getAttribute("aria-label");

it("leads from a point to its field", async () => {
  await show();
  const place = placeOfGap({ code: "decision_without_metric", path: "decision/dec_a" });
  expect([place, stepOfPath(place)]).toEqual(["decision/dec_a/metrics", "metrics"]);
  const fed = placeOfGap({ code: "metric_without_event", path: "metric/met_a" });
  expect([fed, stepOfPath(fed)]).toEqual(["metric/met_a/events", "events"]);
  focusPath("decision/dec_a/description");
  expect(focused()).toBe("Add a metric");
});

it("begins a step where its first thing is written", async () => {
  await show();
  expect(beginningOf("events", workshop)).toBe("metric/met_a/events");
  focusPath(beginningOf("metrics", workshop));
  expect(focused()).toBe("Add a metric");
});

it("says so where there is no room for more, instead of a line that would be refused", async () => {
  await show();
  expect(mounted.all("[aria-label='Add an event']")).toEqual([]);
  expect(mounted.text).toContain("There is no room for more");
});

it("leads from an empty line to the next one by Enter, and from the last to the next step", async () => {
  const added: string[] = [];
  const onAdd = (text: string) => added.push(text);
  await mounted.show(
    <WorkshopContext value={{ ...held, change: nothing, remove: nothing, goTo: nothing }}>
      <AddLine label="Add a metric" path="decision/dec_a/metrics" suggestions={["Basket"]} onAdd={onAdd} />
      <AddLine label="Add an event" path="metric/met_a/events" suggestions={[]} onAdd={onAdd} />
      <button type="button" aria-label="Go on" data-goes-on />
    </WorkshopContext>,
  );
  focusPath("decision/dec_a/metrics");
  for (const next of ["Add an event", "Go on"]) {
    await act(async () => document.activeElement?.closest("form")?.requestSubmit());
    expect(focused()).toBe(next);
  }
  expect(added).toEqual([]);
});

it("leads on once, however long Enter is held down", async () => {
  await show();
  focusPath("decision/dec_a/metrics");
  const pressed = (repeat: boolean) => {
    const event = new KeyboardEvent("keydown", { key: "Enter", repeat, bubbles: true, cancelable: true });
    act(() => void document.activeElement?.dispatchEvent(event));
    return event.defaultPrevented;
  };
  expect([pressed(false), pressed(true)]).toEqual([false, true]);
});

it("goes through the lists of the first step as through later ones, from where one comes in", async () => {
  await mounted.show(
    <WorkshopContext value={{ ...held, change: nothing, remove: nothing, goTo: nothing }}>
      <MeetingStep templates={[]} />
      <button type="button" aria-label="Go on" data-goes-on />
    </WorkshopContext>,
  );
  const labelled = () =>
    [...document.querySelectorAll("label")].find(({ htmlFor }) => htmlFor === document.activeElement?.id)?.textContent;
  const enter = () =>
    act(
      () => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })),
    );
  beginAt("workshop/present");
  expect(labelled()).toBe("Who is there");
  beginAt("journey/jny_a/steps");
  expect(labelled()).toBe("Who is there");
  await enter();
  expect(labelled()).toBe("Steps of the journey");
  await enter();
  expect(focused()).toBe("Go on");
});
