import { describe, expect, it } from "vitest";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import type { HouseCohort } from "./house.ts";
import { planWithHouse } from "./house-apply.ts";
import { idsHere, inTemplateIds } from "./house-back.ts";
import { ALL_OTHERS, choiceFor } from "./house-choice.ts";
import { addressOf, fieldOf, NOTHING_DECIDED, withChoice, withField } from "./house-decided.ts";
import { decisionsOf } from "./house-decision.ts";
import { planWithUpdate } from "./house-update.ts";
import { contentOf, small, structural } from "./testing/small-plan.ts";

describe("a later version of a template", () => {
  const taken = contentOf(small());
  const first = planWithHouse(emptyPlan("own"), taken);
  const update = (current: Plan, next: Plan, options = {}) =>
    planWithUpdate(current, { taken, placement: first.placement, next: contentOf(next) }, options);

  it("without a change changes nothing, whatever the project made of it", () => {
    const changed = { ...first.plan, events: first.plan.events.map((event) => ({ ...event, owner: "Ann" })) };
    expect(update(changed, small())).toMatchObject({ plan: changed, conflicts: [], collisions: [] });
    const emptied = { ...first.plan, events: [] };
    expect(update(emptied, small()).plan.events).toEqual([]);
  });

  it("brings what it changed and keeps what the project changed", () => {
    const current = {
      ...first.plan,
      events: first.plan.events.map((event) => ({ ...event, trigger: { en: "Ours." } })),
    };
    const { plan, conflicts } = update(current, small({ about: "Which page." }));
    expect(conflicts).toEqual([]);
    expect(plan.events[0]?.trigger).toEqual({ en: "Ours." });
    expect(plan.bundles[0]?.description).toEqual({ en: "Which page." });
  });

  it("asks where both changed the same field, and takes what is decided", () => {
    const current = {
      ...first.plan,
      events: first.plan.events.map((event) => ({ ...event, trigger: { en: "Ours." } })),
    };
    const open = update(current, small({ when: "Theirs." }));
    const path = "event/evt_seen/trigger.en";
    expect(open.conflicts).toMatchObject([{ path, base: "A page is shown.", ours: "Ours.", theirs: "Theirs." }]);
    expect(open.plan.events[0]?.trigger).toEqual({ en: "Ours." });
    const decided = update(current, small({ when: "Theirs." }), { resolutions: new Map([[path, { take: "theirs" }]]) });
    expect(decided.conflicts).toEqual([]);
    expect(decided.plan.events[0]?.trigger).toEqual({ en: "Theirs." });
    const others = update(current, small({ when: "Theirs." }), { resolutions: new Map([["*", { take: "theirs" }]]) });
    expect([others.conflicts, others.plan.events[0]?.trigger]).toEqual([[], { en: "Theirs." }]);
  });

  it("adds what is new in it, renames so that the former name goes on, and removes only what nothing of ours rests on", () => {
    const more: Plan = {
      ...small({ event: { name: "Page Viewed", bundles: [] } }),
      bundles: [],
      userProperties: [{ ...newProperty({ id: "prp_plan", name: "plan", type: { kind: "string" }, required: false }) }],
    };
    const { plan, problems } = update(first.plan, more);
    expect(problems).toEqual([]);
    expect(plan.bundles).toEqual([]);
    expect(plan.userProperties.map(({ name }) => name)).toEqual(["plan"]);
    expect(plan.events[0]).toMatchObject({ name: "Page Viewed", formerNames: ["Page Seen"], identifier: "pageSeen" });
    const ours = newEvent({ id: "evt_ours", name: "Ours", identifier: "ours", bundles: ["bdl_page"] });
    const resting = update({ ...first.plan, events: [...first.plan.events, ours] }, more);
    expect(resting.plan.bundles.map(({ id }) => id)).toEqual(["bdl_page"]);
    expect(structural(resting.plan)).toEqual([]);
  });

  const choices = [
    {},
    ...(["mine", "theirs"] as const).map((take) => ({ "*": { take } })),
    { "*": { rename: "Else" } },
  ];
  it.each(choices)("knows an object again by its name where a later version has it under another id: %j", (given) => {
    const other: Plan = {
      ...small({ when: "Theirs." }),
      events: [
        newEvent({
          id: "evt_again",
          name: "Page Seen",
          identifier: "pageSeen",
          trigger: { en: "Theirs." },
          bundles: ["bdl_again"],
        }),
      ],
      bundles: small().bundles.map((bundle) => ({ ...bundle, id: "bdl_again" as const })),
    };
    const done = update(first.plan, other, { choices: given });
    expect([done.collisions, done.conflicts, done.problems]).toEqual([[], [], []]);
    expect(done.plan.events).toMatchObject([{ id: "evt_seen", bundles: ["bdl_page"], trigger: { en: "Theirs." } }]);
    expect(done.plan.bundles).toEqual(first.plan.bundles);
    expect(done.placement.ids).toMatchObject({ evt_again: "evt_seen", bdl_again: "bdl_page" });
    // Under the name the project gave it, too.
    const renamed = { ...first.plan, events: first.plan.events.map((event) => ({ ...event, name: "Viewed" })) };
    const viewed = { ...other, events: other.events.map((event) => ({ ...event, name: "Viewed" })) };
    expect(update(renamed, viewed, { choices: given }).plan.events.map(({ id }) => id)).toEqual(["evt_seen"]);
    // The version after it finds the same objects.
    const again = planWithUpdate(done.plan, {
      taken: contentOf(other),
      placement: done.placement,
      next: contentOf({ ...other, events: [] }),
    });
    expect(again.plan.events).toEqual([]);
    const own: Plan = {
      ...emptyPlan("own"),
      events: [newEvent({ id: "evt_own", name: "Page Seen", identifier: "x" })],
    };
    const kept = planWithHouse(own, taken);
    const later = { taken, placement: kept.placement, next: contentOf(other) };
    expect(planWithUpdate(kept.plan, later, { choices: given }).plan.events).toEqual(own.events);
  });

  it("removes no object, purpose or recipient that was there before it, nor one that is still named", () => {
    const settings = (...keys: readonly string[]): Plan["settings"] => ({
      ...small().settings,
      purposes: keys.map((key) => ({
        key,
        name: { en: key },
        description: {},
        legalBasis: "consent" as const,
        recipients: [key],
      })),
      recipientDetails: keys.map((key) => ({ key, name: key })) as never,
    });
    const given = contentOf({ ...small(), settings: settings("ours", "named", "gone") });
    const before: Plan = { ...emptyPlan("own"), settings: settings("ours"), bundles: small().bundles };
    const laid = planWithHouse(before, given);
    const ours = newEvent({ id: "evt_ours", name: "Ours", identifier: "ours", consentPurpose: "named" });
    const current = { ...laid.plan, events: [...laid.plan.events, ours] };
    const next = contentOf({ ...emptyPlan("other"), settings: settings() });
    const { plan, problems } = planWithUpdate(current, { taken: given, placement: laid.placement, next });
    expect(problems).toEqual([]);
    expect(plan.settings.purposes.map(({ key }) => key)).toEqual(["ours", "named"]);
    expect(plan.settings.recipientDetails.map(({ key }) => key)).toEqual(["ours", "named"]);
    expect([plan.bundles, plan.events.map(({ id }) => id)]).toEqual([before.bundles, ["evt_ours"]]);
  });

  it("keeps what it drops where an object of its own came to name it here, or one that was changed here does", () => {
    const two: Plan = { ...small(), bundles: [...small().bundles, newBundle({ id: "bdl_more", name: "More" })] };
    const given = contentOf(two);
    const laid = planWithHouse(emptyPlan("own"), given);
    const named = {
      ...laid.plan,
      events: laid.plan.events.map((one) => ({ ...one, bundles: [...one.bundles, "bdl_more"] })),
    };
    const versions = { taken: given, placement: laid.placement };
    const kept = planWithUpdate(named as Plan, { ...versions, next: contentOf(small()) });
    expect([kept.conflicts, kept.problems]).toEqual([[], []]);
    expect(kept.plan.bundles.map(({ id }) => id)).toEqual(["bdl_page", "bdl_more"]);
    // The event was changed here and is dropped there: kept, it keeps what it carries.
    const changed = { ...laid.plan, events: laid.plan.events.map((one) => ({ ...one, trigger: { en: "Ours." } })) };
    const nothing = contentOf({ ...small(), events: [], bundles: [] });
    const path = "event/evt_seen";
    const open = planWithUpdate(changed, { ...versions, next: nothing });
    expect(open.conflicts.map((one) => one.path)).toEqual([path]);
    const decided = (take: "ours" | "theirs") =>
      planWithUpdate(changed, { ...versions, next: nothing }, { resolutions: new Map([[path, { take }]]) });
    expect([decided("ours").conflicts, decided("ours").problems]).toEqual([[], []]);
    expect(decided("ours").plan.bundles.map(({ id }) => id)).toEqual(["bdl_page"]);
    expect([decided("theirs").plan.events, decided("theirs").plan.bundles]).toEqual([[], []]);
  });

  it("finds an event again under its former name, and asks where a new name is another's", () => {
    const past = newEvent({ id: "evt_own", name: "Viewed", identifier: "viewed", formerNames: ["Page Seen"] });
    const own: Plan = { ...emptyPlan("own"), events: [past] };
    const laid = planWithHouse(own, taken);
    expect(laid.collisions).toMatchObject([{ id: "evt_seen", by: "name", free: "Page Seen 2" }]);
    expect([laid.problems, laid.plan.events]).toEqual([[], [past]]);
    const theirs = planWithHouse(own, taken, { choices: { evt_seen: { take: "theirs" } } });
    expect(theirs.problems).toEqual([]);
    expect(theirs.plan.events).toMatchObject([{ id: "evt_own", name: "Page Seen", formerNames: ["Viewed"] }]);
    const other = newEvent({ id: "evt_other", name: "Shown", identifier: "shown" });
    const current = { ...first.plan, events: [...first.plan.events, other] };
    const next = small({ event: { name: "Shown" } });
    const asked = update(current, next);
    expect(asked.collisions).toMatchObject([
      { id: "evt_seen", by: "rename", free: "Shown 2", choice: { take: "mine" } },
    ]);
    expect([asked.problems, asked.conflicts]).toEqual([[], []]);
    expect(asked.plan.events.map(({ name }) => name)).toEqual(["Page Seen", "Shown"]);
    const renamed = update(current, next, { choices: { evt_seen: { rename: "Shown 2" } } });
    expect([renamed.problems, renamed.plan.events.map(({ name }) => name)]).toEqual([[], ["Shown 2", "Shown"]]);
    // Its name goes to a new object.
    const swapped = small({ event: { name: "Viewed" } });
    const added = newEvent({ id: "evt_new", name: "Page Seen", identifier: "pageSeen2" });
    const swap = update(first.plan, { ...swapped, events: [...swapped.events, added] });
    expect([swap.problems, swap.plan.events.map(({ name }) => name)]).toEqual([[], ["Viewed", "Page Seen"]]);
  });

  it("leaves alone what the project kept as its own, and keeps the names given on the way", () => {
    const own: Plan = {
      ...emptyPlan("own"),
      events: [newEvent({ id: "evt_own", name: "Page Seen", identifier: "seen" })],
    };
    const next = contentOf(small({ when: "Theirs." }));
    const kept = planWithHouse(own, taken);
    const mine = planWithUpdate(kept.plan, { taken, placement: kept.placement, next });
    expect(mine.plan).toEqual(kept.plan);
    const renamed = planWithHouse(own, taken, { choices: { evt_seen: { rename: "Seen By Us" } } });
    const theirs = planWithUpdate(renamed.plan, { taken, placement: renamed.placement, next });
    expect(theirs.plan.events.map(({ name, trigger }) => [name, trigger.en])).toEqual([
      ["Page Seen", undefined],
      ["Seen By Us", "Theirs."],
    ]);
    expect(theirs.conflicts).toEqual([]);
  });
});

describe("what was decided", () => {
  it("is kept as what holds for all others, and the exceptions", () => {
    const one = withChoice(NOTHING_DECIDED, "evt_a", { take: "theirs" });
    expect(one.choices).toEqual({ evt_a: { take: "theirs" } });
    const all = withChoice(withChoice(one, "evt_b", { rename: "B 2" }), ALL_OTHERS, { take: "theirs" });
    expect(all.choices).toEqual({ "*": { take: "theirs" }, evt_b: { rename: "B 2" } });
    expect(withChoice(all, "constructor", { take: "theirs" }).choices).toEqual(all.choices);
    expect(choiceFor({}, "constructor")).toEqual({ take: "mine" });
    const fields = withField(withField(NOTHING_DECIDED, "event/a/name", "mine"), ALL_OTHERS, "theirs");
    expect([fieldOf(fields, "event/a/name"), fieldOf(fields, "event/b/name")]).toEqual(["mine", "theirs"]);
    expect(fieldOf(NOTHING_DECIDED, "event/a/name")).toBeUndefined();
    let many = NOTHING_DECIDED;
    for (let number = 0; number < 220; number++) many = withChoice(many, `evt_${number}`, { take: "theirs" });
    expect(addressOf(many)).toBeUndefined();
    expect(addressOf(withChoice(many, ALL_OTHERS, { take: "theirs" }))).toBe(
      '{"choices":{"*":{"take":"theirs"}},"fields":{}}',
    );
  });

  it("is read one by one: what cannot be read leaves the others", () => {
    const text = JSON.stringify({
      choices: { evt_a: { take: "theirs" }, evt_b: 7 },
      standards: "whose",
      fields: { x: "mine" },
    });
    const decided = { choices: { evt_a: { take: "theirs" } }, fields: { x: "mine" } };
    expect(decisionsOf(text)).toEqual({ decided, unread: 2 });
    expect(decisionsOf("{")).toEqual({ decided: NOTHING_DECIDED, unread: 1 });
    expect(decisionsOf(undefined)).toEqual({ decided: NOTHING_DECIDED, unread: 0 });
  });
});

describe("the next version of a template, saved of a project that took it", () => {
  const taken = contentOf(small(), [cohort("coh_t", "evt_seen")]);
  /** The project has something of its own under the id and under the name of the template's event. */
  const own: Plan = {
    ...emptyPlan("own"),
    events: [
      newEvent({ id: "evt_seen", name: "Basket Seen", identifier: "basketSeen" }),
      newEvent({ id: "evt_other", name: "Page Seen", identifier: "pageSeenHere" }),
    ],
  };
  const laid = planWithHouse(own, taken, { choices: { evt_seen: { rename: "Page Shown" } } });
  const placement = { ...laid.placement, cohorts: { coh_t: { id: "coh_own", hash: "" } } };
  const renamedId = placement.ids.evt_seen ?? "";
  const saved = (change: (plan: Plan) => Plan = (plan) => plan) => {
    const content = { ...contentOf(change(laid.plan), [cohort("coh_own", renamedId)]), standards: false };
    return inTemplateIds(content, taken, placement);
  };
  const eventOf = (plan: Plan, id: string) => plan.events.find((event) => event.id === id);

  function cohort(key: string, event: string): HouseCohort {
    const criterion = {
      kind: "count",
      event: { event },
      count: { op: ">=", value: 1 },
      window: { lastDays: 7 },
    } as const;
    return { key, name: key === "coh_t" ? "Seen" : "Seen here", description: "", criterion };
  }

  it("keeps the ids, keys and names of the template; what is the project's own stays beside them", () => {
    expect(renamedId).not.toBe("evt_seen");
    const { plan, cohorts } = saved();
    expect(structural(plan)).toEqual([]);
    expect(eventOf(plan, "evt_seen")).toMatchObject({ bundles: ["bdl_page"], name: "Page Shown" });
    expect(plan.events.map(({ name }) => name).sort()).toEqual(["Basket Seen", "Page Seen", "Page Shown"]);
    expect(cohorts).toMatchObject([{ key: "coh_t", criterion: { event: { event: "evt_seen" } } }]);
    const without = saved((plan) => ({ ...plan, events: plan.events.filter(({ id }) => id !== "evt_other") }));
    expect(eventOf(without.plan, "evt_seen")?.name).toBe("Page Seen");
  });

  it("gives the project's own the same ids in every version, whatever it is called by then", () => {
    const second = saved();
    const ownId = second.plan.events.find(({ name }) => name === "Basket Seen")?.id ?? "";
    const renamed = laid.plan.events.map((event) =>
      event.id === "evt_seen" ? { ...event, name: "Cart Seen" } : event,
    );
    const third = inTemplateIds(contentOf({ ...laid.plan, events: renamed }), second, placement);
    expect(eventOf(third.plan, ownId)?.name).toBe("Cart Seen");
    expect(third.plan.events.map(({ id }) => id).sort()).toEqual(second.plan.events.map(({ id }) => id).sort());
  });

  it("offers others what changed, and nothing as removed and added", () => {
    const first = planWithHouse(emptyPlan("third"), taken);
    const next = saved((plan) => ({
      ...plan,
      events: plan.events
        .filter(({ id }) => id === renamedId)
        .map((event) => ({ ...event, name: "Screen Seen", trigger: { en: "A screen is shown." } })),
    }));
    const { plan } = planWithUpdate(first.plan, { taken, placement: first.placement, next });
    expect(plan.events.map(({ id, name, formerNames }) => [id, name, formerNames])).toEqual([
      ["evt_seen", "Screen Seen", ["Page Seen"]],
    ]);
    expect(plan.events[0]?.trigger).toEqual({ en: "A screen is shown." });
  });

  it("begins with the project's ids of what the version before took", () => {
    const there = { plan: laid.plan, cohorts: [cohort("coh_own", renamedId)] };
    expect(["evt_seen", "bdl_page", "coh_t"].map(idsHere(taken, there, placement))).toEqual([
      renamedId,
      "bdl_page",
      "coh_own",
    ]);
  });
});
