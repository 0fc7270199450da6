import { expect, it } from "vitest";
import { applyEdits } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { emptyPlan, newBundle, newEvent, newMetric, newProperty, newStep } from "./new-object.ts";
import type { LocalizedText, Plan, PlanEvent } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { findFindings } from "./rules/find-findings.ts";
import { decisionsOf, newWorkshop, stepOf, type Workshop, workshopSchema } from "./workshop.ts";
import { workshopGaps } from "./workshop-gap.ts";
import { guessProperty, guessRole, renewed, workshopIdeas } from "./workshop-idea.ts";
import { planWithWorkshop } from "./workshop-plan.ts";

const en = (text: string): LocalizedText => ({ en: text });

function event(id: string, name: string, metric: string, more: Partial<PlanEvent> = {}): PlanEvent {
  return newEvent({
    id,
    name,
    identifier: name,
    description: en(`${name} happened.`),
    trigger: en("On the server."),
    owner: "Ana",
    critical: true,
    serves: { decisions: [], metrics: [metric] },
    ...more,
  });
}

/** Three decisions, each with a metric, and the five events they need. */
const told: Workshop = newWorkshop({
  journeyId: "jny_main",
  title: "Autumn",
  heldOn: "2026-11-20",
  present: ["Ana", "Ben"],
  canonicalUserId: "Customer number",
  decisions: [
    { id: "dec_a", name: en("Which channel do we pay for?"), description: {}, owner: "Ana", when: en("each month.") },
    { id: "dec_b", name: en("Do we keep free delivery?"), description: {}, owner: "Ben", when: en("each quarter") },
    { id: "dec_c", name: en("Whom do we call?"), description: {}, owner: "Ben", when: en("each Monday") },
  ],
  metrics: [
    newMetric({ id: "met_a", name: en("Orders per visit"), decisions: ["dec_a"], formula: en("orders / visits") }),
    newMetric({ id: "met_b", name: en("Basket"), decisions: ["dec_b"], formula: en("revenue / orders") }),
    newMetric({ id: "met_c", name: en("Silent buyers"), decisions: ["dec_c"], formula: en("buyers without visit") }),
    newMetric({ id: "met_d", name: en("Visits"), decisions: [], parent: "met_a", formula: en("count of visits") }),
  ],
  events: [
    event("evt_1", "Site Visited", "met_d"),
    event("evt_2", "Account Created", "met_a", { roles: ["sign_up"] }),
    event("evt_3", "Basket Opened", "met_b"),
    event("evt_4", "Delivery Chosen", "met_b", {
      properties: [
        newProperty({
          id: "prp_kind",
          name: "delivery_kind",
          type: { kind: "string", enum: ["home", "shop"] },
          description: en("Where it goes."),
          role: "channel",
        }),
      ],
    }),
    event("evt_5", "Reminder Sent", "met_c"),
  ],
});
const complete: Workshop = {
  ...told,
  journey: {
    ...told.journey,
    steps: [
      newStep({ id: "stp_1", name: en("Arrive"), events: ["evt_1", "evt_2"] }),
      newStep({ id: "stp_2", name: en("Buy"), events: ["evt_3", "evt_4"] }),
      newStep({ id: "stp_3", name: en("Come back"), events: ["evt_5"] }),
    ],
  },
};

it("makes of three decisions a plan in which the rules find nothing open", () => {
  const empty = emptyPlan("shop");
  const plan = planWithWorkshop(empty, complete);
  const applied = applyEdits(empty, editsBetween(empty, plan));
  expect(applied.ok && applied.plan).toEqual(plan);
  const left = findFindings(plan).map(({ code }) => code);
  expect([...new Set(left)].sort()).toEqual(["missing_role", "missing_translation"]);
  expect(workshopGaps(empty, complete)).toEqual([]);
  expect(plan.decisions[0]?.description).toEqual({ en: "Decided: each month." });
  expect(plan.metrics[1]?.description).toEqual({ en: "Informs the decision “Do we keep free delivery?”." });
  expect(plan.metrics[3]?.description).toEqual({ en: "A part of “Orders per visit”." });
  expect(plan.events.map(({ identifier }) => identifier)).toContain("siteVisited");
  expect(plan.events[3]?.properties[0]?.serves).toEqual({ decisions: [], metrics: ["met_b"] });
  expect(plan.journeys[0]).toMatchObject({ name: { en: "Main journey", fr: "Parcours principal" } });
  expect(plan.settings.canonicalUserId).toBe("Customer number");
});

it("names everything that was not said, once", () => {
  const [first, ...others] = complete.events;
  if (first === undefined) throw new Error("no event");
  const { owner: _, ...nobodys } = first;
  const { canonicalUserId: __, ...unnamed } = complete;
  const [question, ...decisions] = complete.decisions;
  if (question === undefined) throw new Error("no decision");
  const { owner: ___, ...undecided } = question;
  const gaps = workshopGaps(emptyPlan("shop"), {
    ...unnamed,
    decisions: [{ ...undecided, when: {} }, ...decisions],
    events: [{ ...nobodys, trigger: {}, critical: false }, ...others],
    journey: { ...complete.journey, steps: complete.journey.steps.slice(1) },
  });
  expect(gaps.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    "decision_without_day decision/dec_a/when",
    "decision_without_owner decision/dec_a/owner",
    "event_without_step event/evt_1/step",
    "event_without_step event/evt_2/step",
    "few_critical_events plan/critical",
    "missing_owner event/evt_1/owner",
    "missing_trigger event/evt_1/trigger",
    "missing_user_id plan/settings/canonicalUserId",
  ]);
});

it("keeps what the plan has by the same name, and tells nothing that was open before", () => {
  const bought = referencePlan.events.find(({ roles }) => roles.includes("purchase"));
  const known = referencePlan.decisions[0];
  if (bought === undefined || known === undefined) throw new Error("no such reference");
  const workshop: Workshop = {
    ...complete,
    decisions: [...complete.decisions, { ...known, id: "dec_again", description: {}, when: {} }],
    metrics: [...complete.metrics, newMetric({ id: "met_x", name: en("Again"), decisions: ["dec_again"] })],
    events: [...complete.events, event("evt_again", bought.name, "met_x")],
  };
  const plan = planWithWorkshop(referencePlan, workshop);
  expect(plan.decisions).toHaveLength(referencePlan.decisions.length + 3);
  expect(plan.metrics.find(({ id }) => id === "met_x")?.decisions).toEqual([known.id]);
  const after = plan.events.find(({ id }) => id === bought.id);
  expect(after?.description).toEqual(bought.description);
  expect(after?.properties).toEqual(bought.properties);
  expect(after?.serves.metrics).toContain("met_x");
  expect(plan.events).toHaveLength(referencePlan.events.length + 5);
  expect(planWithWorkshop(plan, workshop)).toEqual(plan);
});

it("fills in what the plan had left empty of what it has by the same name, and takes nothing away", () => {
  const bare: Plan = {
    ...emptyPlan("shop"),
    decisions: [{ id: "dec_known", name: en("whom do we call?"), description: {} }],
    metrics: [
      newMetric({ id: "met_known", name: en("visits"), decisions: [], owner: "Cleo" }),
      newMetric({ id: "met_whole", name: en("orders per visit"), decisions: [] }),
    ],
  };
  const plan = planWithWorkshop(bare, complete);
  expect(plan.decisions[0]).toMatchObject({ id: "dec_known", owner: "Ben", description: en("Decided: each Monday.") });
  expect(plan.metrics[0]).toMatchObject({ owner: "Cleo", parent: "met_whole", formula: en("count of visits") });
});

it("takes nothing over that an event of the plan says through a bundle, and closes no loop with what the plan says", () => {
  const property = (id: string, name: string, description: string) =>
    newProperty({ id, name, type: { kind: "number" }, description: en(description) });
  const planned: Plan = {
    ...emptyPlan("shop"),
    bundles: [newBundle({ id: "bdl_a", name: "Basket", properties: [property("prp_a", "total", "Of the plan.")] })],
    events: [newEvent({ id: "evt_a", name: "Basket Opened", identifier: "basketOpened", bundles: ["bdl_a"] })],
    metrics: [
      newMetric({ id: "met_x", name: en("Basket"), parent: "met_y" }),
      newMetric({ id: "met_y", name: en("Silent buyers") }),
    ],
  };
  const workshop: Workshop = {
    ...told,
    metrics: told.metrics.map((metric) => (metric.id === "met_c" ? { ...metric, parent: "met_b" } : metric)),
    events: told.events.map((one) =>
      one.name === "Basket Opened"
        ? { ...one, properties: [property("prp_b", "total", "Of the room."), property("prp_c", "items", "How many.")] }
        : one,
    ),
  };
  const plan = planWithWorkshop(planned, workshop);
  expect(plan.events[0]?.properties.map(({ name }) => name)).toEqual(["items"]);
  expect(plan.metrics.slice(0, 2).map(({ parent }) => parent)).toEqual(["met_y", undefined]);
  expect(applyEdits(planned, editsBetween(planned, plan)).ok).toBe(true);
  expect(planWithWorkshop(plan, workshop)).toEqual(plan);
});

it("is open as long as the coverage of the plan it makes misses something", () => {
  const before: Plan = {
    ...emptyPlan("shop"),
    decisions: [{ id: "dec_old", name: en("Old?"), description: {} }],
    events: [event("evt_old", "Old", "met_none", { serves: { decisions: [], metrics: [] } })],
  };
  const codes = workshopGaps(before, complete).map(({ code }) => code);
  expect(codes).toEqual(["event_on_no_journey", "decisions_without_event", "events_for_nothing"]);
  expect(workshopGaps(emptyPlan("shop"), { ...complete, canonicalUserId: " " }).map(({ code }) => code)).toEqual([
    "missing_user_id",
  ]);
});

it("says which decisions an event serves, through parts of a metric too, and where it stands", () => {
  const [visited] = complete.events;
  if (visited === undefined) throw new Error("no event");
  expect(decisionsOf(complete, visited).map(({ id }) => id)).toEqual(["dec_a"]);
  expect(stepOf(complete, "evt_4")).toBe("stp_2");
  expect(stepOf(told, "evt_4")).toBeUndefined();
  expect(workshopSchema.parse(JSON.parse(JSON.stringify(complete)))).toEqual(complete);
});

it("suggests events that carry their bundles’ properties themselves, under ids nobody has", () => {
  const { events } = workshopIdeas(referencePlan);
  expect(events.every(({ bundles, category }) => bundles.length === 0 && category === undefined)).toBe(true);
  const bundled = referencePlan.events.find(({ bundles }) => bundles.length > 0);
  const bundle = referencePlan.bundles.find(({ id }) => id === bundled?.bundles[0]);
  const names = events.find(({ id }) => id === bundled?.id)?.properties.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(bundle?.properties.map(({ name }) => name) ?? []));
  let made = 0;
  const nested = renewed(
    newProperty({
      id: "prp_lines",
      name: "lines",
      type: {
        kind: "array",
        items: {
          kind: "object",
          open: false,
          properties: [newProperty({ id: "prp_sku", name: "sku", type: { kind: "any" } })],
        },
      },
    }),
    () => `prp_new${made++}`,
  );
  expect(JSON.stringify(nested)).not.toMatch(/prp_lines|prp_sku/);
  expect(made).toBe(2);
});

it.each([
  ["order_total", { role: "revenue", type: { kind: "number" } }],
  ["montant", { role: "revenue" }],
  ["is_member", { type: { kind: "boolean" } }],
  ["ordered_at", { type: { format: "date-time" } }],
  ["email", { privacy: "personal", type: { format: "email" } }],
  ["item_count", { type: { kind: "integer" } }],
  ["orderId", { privacy: "pseudonymous" }],
  ["colour", { type: { kind: "string" } }],
])("guesses what %s holds", (name, expected) => {
  expect(guessProperty(name)).toMatchObject(expected);
});

it("guesses what an event means, in both languages", () => {
  expect(guessRole("Account Created")).toBe("sign_up");
  expect(guessRole("Commande passée")).toBe("purchase");
  expect(guessRole("Produit ajouté au panier")).toBe("add_to_cart");
  expect(guessRole("Colour Chosen")).toBeUndefined();
});
