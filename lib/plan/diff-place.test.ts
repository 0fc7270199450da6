import { expect, it } from "vitest";
import { diffPlans } from "./diff.ts";
import { emptyPlan, newEvent, newJourney, newProperty, newStep } from "./new-object.ts";
import type { Plan, PlanEvent } from "./plan.ts";

const kind = newProperty({ id: "prp_kind", name: "kind", type: { kind: "string" } });
const lines = newProperty({
  id: "prp_lines",
  name: "lines",
  type: { kind: "array", items: { kind: "object", open: false, properties: [kind] } },
});
const event = newEvent({ id: "evt_paid", name: "Paid", identifier: "paid", properties: [lines] });

const planOf = (change: Partial<PlanEvent>): Plan => ({ ...emptyPlan("shop"), events: [{ ...event, ...change }] });
const changes = (before: Partial<PlanEvent>, after: Partial<PlanEvent>) =>
  diffPlans(planOf(before), planOf(after)).map(({ en, fr, propertyId, propertyName }) => ({
    ...{ en, fr },
    ...(propertyId === undefined ? {} : { propertyId, propertyName }),
  }));

it("a place that came or went is called by its text, else by its picture or its address", () => {
  const place = { id: "trg_1", text: { en: "Receipt page", fr: "Page de reçu" } };
  expect(changes({}, { triggers: [place] })).toEqual([
    {
      en: "Places where it fires changed from nothing to Receipt page.",
      fr: "Endroits où il se déclenche : de rien à Page de reçu.",
    },
  ]);
  const pictured = { id: "trg_2", text: {}, image: { id: "a".repeat(64), alt: { en: "The receipt" } } };
  expect(changes({ triggers: [pictured] }, {})[0]?.en).toBe(
    "Places where it fires changed from The receipt to nothing.",
  );
  expect(changes({ triggers: [{ ...place, image: pictured.image }] }, { triggers: [place] })[0]?.en).toBe(
    "Picture changed from The receipt to nothing.",
  );
});

it("a picture that replaced another is told, apart from it even where their words are alike", () => {
  const place = { id: "trg_1", text: { en: "Receipt page" } };
  const pictured = (sign: string, alt: object) => ({ triggers: [{ ...place, image: { id: sign.repeat(64), alt } }] });
  expect(changes(pictured("a", {}), pictured("b", {}))).toMatchObject([
    { en: "Picture changed from aaaaaaaa to bbbbbbbb.", fr: "Image : de aaaaaaaa à bbbbbbbb." },
  ]);
  const alt = { en: "The receipt" };
  expect(changes(pictured("a", alt), pictured("b", alt))[0]?.en).toBe(
    "Picture changed from The receipt (aaaaaaaa) to The receipt (bbbbbbbb).",
  );
  expect(changes(pictured("a", alt), pictured("b", { en: "The new receipt" }))[0]?.en).toBe(
    "Picture changed from The receipt to The new receipt.",
  );
});

it("what is said of a property says which, nested ones by the whole way", () => {
  const example = (property: typeof kind) => ({ ...property, examples: ["gift"] });
  const nested = {
    ...lines,
    type: { kind: "array", items: { kind: "object", open: false, properties: [example(kind)] } },
  };
  const own = { ...lines, owner: "Ann" };
  expect(changes({}, { properties: [nested as typeof lines] })).toMatchObject([
    { en: "Examples changed from nothing to “gift”.", propertyId: "prp_lines", propertyName: "lines[].kind" },
  ]);
  expect(changes({}, { properties: [own] })).toMatchObject([{ propertyId: "prp_lines", propertyName: "lines" }]);
  expect(changes({}, { examples: [{ lines: [] }] })[0]).not.toHaveProperty("propertyName");
});

it("a day is told in words, and a deprecation without text by its day", () => {
  expect(changes({}, { expiresOn: "2026-11-30" })).toEqual([
    { en: "Expiry changed from nothing to November 30, 2026.", fr: "Expiration : de rien au 30 novembre 2026." },
  ]);
  const on = (day: string) => ({ deprecation: { text: {}, on: day } });
  expect(changes({}, on("2026-12-01"))[0]?.fr).toBe("Dépréciation : de rien au 1er décembre 2026.");
  expect(changes(on("2026-12-01"), on("2026-12-03"))[0]?.fr).toBe(
    "Dépréciation : du 1er décembre 2026 au 3 décembre 2026.",
  );
});

it("objects that a field names by their ids are called by their names, also those that are gone", () => {
  const home = newEvent({ id: "evt_home", name: "Home", identifier: "home" });
  const category = { id: "cat_buy", name: "Achat", description: {} };
  const before: Plan = { ...planOf({}), events: [event, home], categories: [category] };
  const journey = { id: "jny_buy", name: { en: "Buying" }, description: {} };
  const at = (plan: Plan, events: readonly string[]): Plan => ({
    ...plan,
    journeys: [newJourney({ ...journey, steps: [newStep({ id: "stp_1", name: { en: "Home" }, events })] })],
  });
  const after = { ...before, events: [event] };
  const told = (from: Plan, to: Plan) =>
    diffPlans(from, to).flatMap(({ code, en, fr }) => (code === "detail_changed" ? [{ en, fr }] : []));
  expect(told(at(before, ["evt_home"]), at(after, []))).toEqual([
    { en: "Events of the step changed from Home to nothing.", fr: "Événements de l’étape : de Home à rien." },
  ]);
  const filed = { ...before, events: [{ ...event, category: "cat_buy" }, home] };
  expect(told(before, filed)).toEqual([
    { en: "Category changed from nothing to Achat.", fr: "Catégorie : de rien à Achat." },
  ]);
});

it("a text that ends a sentence of its own ends the sentence of the change", () => {
  const deprecated = { text: { en: "Nobody reads it.", fr: "Personne ne le lit." } };
  expect(changes({}, { deprecation: deprecated })[0]).toMatchObject({
    en: "Deprecation changed from nothing to Nobody reads it.",
    fr: "Dépréciation : de rien à Personne ne le lit.",
  });
});
