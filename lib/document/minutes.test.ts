import { expect, it } from "vitest";
import { newEvent, newMetric, newProperty, newStep } from "../plan/new-object.ts";
import { newWorkshop, type Workshop } from "../plan/workshop.ts";
import { blocksMarkdown } from "./block-text.ts";
import { minutesBlocks, minutesOf } from "./minutes.ts";

const bare = newWorkshop({ journeyId: "jny_a", title: "Free *delivery*", heldOn: "2026-11-20" });
const workshop: Workshop = {
  ...bare,
  present: ["Ada", "Blaise"],
  canonicalUserId: "customer number",
  journey: {
    ...bare.journey,
    name: { fr: "Achat", en: "Purchase" },
    steps: [newStep({ id: "stp_a", name: { en: "Basket" }, events: ["evt_a"] })],
  },
  decisions: [
    { id: "dec_a", name: { en: "Keep it?" }, description: {}, owner: "Ada", when: { en: "in May" } },
    { id: "dec_b", name: { en: "Where?" }, description: {}, when: {} },
  ],
  metrics: [
    newMetric({ id: "met_top", name: { en: "Margin" }, decisions: ["dec_a"] }),
    newMetric({ id: "met_a", name: { en: "Orders" }, formula: { en: "sum" }, parent: "met_top", decisions: ["dec_a"] }),
  ],
  events: [
    newEvent({
      id: "evt_a",
      name: "order_completed",
      identifier: "orderCompleted",
      critical: true,
      serves: { decisions: [], metrics: ["met_a"] },
      properties: [newProperty({ id: "prp_a", name: "total", type: { kind: "number" }, required: true })],
    }),
  ],
  questions: ["Who pays?"],
};
const open = [{ en: "Nobody decides.", fr: "Personne ne décide." }];

it("tells who was there, what is decided and by whom, what it needs and what is open", () => {
  const minutes = minutesOf({ workshop, outcome: { branch: "delivery" } }, open, "en");
  expect(minutes.facts.map(({ text }) => text)).toEqual([
    "Friday, November 20, 2026",
    "Ada, Blaise",
    "Purchase: Basket",
    "customer number",
    "delivery",
  ]);
  expect(minutes.decisions).toMatchObject([
    {
      title: "1. Keep it?",
      decided: "Decided by Ada; when: in May.",
      metrics: [{ text: "Margin" }, { text: "Orders = sum (a part of Margin)" }],
      needs: ["order_completed"],
    },
    { title: "2. Where?", decided: "Decided by not said; when: not said.", metrics: [], needs: [] },
  ]);
  expect(minutes.events).toMatchObject([
    { isCritical: true, facts: "Step of the journey: Basket", properties: [{ name: "total" }] },
  ]);
  expect(minutes.open).toEqual(["Who pays?", "Nobody decides."]);
});

it("is Markdown in the reader's language, in which no text is markup", () => {
  const markdown = blocksMarkdown(minutesBlocks(minutesOf({ workshop }, open, "fr"), "fr"));
  expect(markdown).toMatch(/^# Compte rendu .*Free \\\*delivery\\\*/);
  expect(markdown).toContain("- Personne ne décide.\n");
  expect(markdown).toContain("### order\\_completed\n");
  expect(markdown).toMatch(/## 1 événement\n/);
});

it("shows a day that is none as it was written, and says what nobody said", () => {
  const minutes = minutesOf({ workshop: { ...bare, heldOn: "soon" } }, [], "en");
  expect(minutes.facts.map(({ text }) => text)).toEqual(["soon", "not said", "not said", "not said", "none yet"]);
  expect(blocksMarkdown(minutesBlocks(minutes, "en"))).toContain("Nothing is open.");
});
