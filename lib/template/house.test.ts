import { describe, expect, it } from "vitest";
import { isUserError } from "../base/error.ts";
import { checkPlan } from "../plan/edit-check.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { DEFAULT_STANDARDS } from "../plan/standards.ts";
import { type HouseCohort, type HouseContent, houseContent, houseDocument, houseHash } from "./house.ts";
import { planWithHouse } from "./house-apply.ts";
import { ALL_OTHERS, choiceFor } from "./house-choice.ts";
import { criterionIn, waitingCohorts } from "./house-cohort.ts";
import { addressOf, fieldOf, NOTHING_DECIDED, withChoice, withField } from "./house-decided.ts";
import { decisionsOf } from "./house-decision.ts";
import { isHouseFile, readHouseFile, writeHouseFile } from "./house-file.ts";
import { fitted } from "./house-fit.ts";
import { NO_PLACEMENT } from "./house-place.ts";
import { namedIn, selectPart, selectWhole } from "./house-select.ts";
import { planWithUpdate } from "./house-update.ts";
import { ecommerce } from "./plans/ecommerce.ts";

const shop = ecommerce.plan("shop");
const NOTHING = { objects: [], cohorts: [], standards: false };

const buyers: HouseCohort = {
  key: "coh_buyers",
  name: "Buyers",
  description: "",
  criterion: {
    kind: "count",
    event: { event: "evt_order_completed" },
    count: { op: ">=", value: 1 },
    window: { lastDays: 30 },
  },
};
const lapsed: HouseCohort = {
  key: "coh_lapsed",
  name: "Lapsed",
  description: "",
  criterion: { kind: "not", of: { kind: "cohort", cohort: "coh_buyers" } },
};

/** A plan with one bundle and one event that carries it. */
function small(changes: { about?: string; when?: string; event?: Partial<Plan["events"][number]> } = {}): Plan {
  return {
    ...emptyPlan("other"),
    bundles: [
      newBundle({
        id: "bdl_page",
        name: "Page",
        description: { en: changes.about ?? "Where it happened." },
        properties: [newProperty({ id: "prp_url", name: "url", type: { kind: "string" }, required: true })],
      }),
    ],
    events: [
      newEvent({
        id: "evt_seen",
        name: "Page Seen",
        identifier: "pageSeen",
        trigger: { en: changes.when ?? "A page is shown." },
        bundles: ["bdl_page"],
        ...changes.event,
      }),
    ],
  };
}
const contentOf = (plan: Plan, cohorts: readonly HouseCohort[] = []): HouseContent => selectWhole(plan, cohorts);
const structural = (plan: Plan) => checkPlan(plan).map(({ code, path }) => `${code} ${path}`);

describe("taking a part of a plan", () => {
  it("closes over what the chosen refers to, and over nothing else", () => {
    const event = shop.events.find(({ bundles }) => bundles.length > 0);
    const { content, besides } = selectPart(shop, [], { ...NOTHING, objects: [event?.id ?? ""] });
    expect(content.plan.events.map(({ id }) => id)).toEqual([event?.id]);
    expect(content.plan.bundles.map(({ id }) => id).sort()).toEqual([...(event?.bundles ?? [])].sort());
    expect(besides).toEqual(expect.arrayContaining([...(event?.bundles ?? [])]));
    expect(besides).not.toContain(event?.id);
    expect(content.plan.decisions.length).toBeLessThan(shop.decisions.length);
    expect(structural(content.plan)).toEqual([]);
  });

  it("takes the events of a journey, and with a cohort its events and the cohorts it is made of", () => {
    const journey = shop.journeys[0];
    const ofJourney = selectPart(shop, [], { ...NOTHING, objects: [journey?.id ?? ""] }).content.plan;
    expect(ofJourney.events.map(({ id }) => id).sort()).toEqual(
      [...new Set(journey?.steps.flatMap(({ events }) => events))].sort(),
    );
    const ofCohort = selectPart(shop, [buyers, lapsed], { ...NOTHING, cohorts: ["coh_lapsed"] });
    expect(ofCohort.content.cohorts).toEqual([buyers, lapsed]);
    expect([buyers, lapsed].map(({ criterion }) => namedIn(shop)(criterion))).toEqual([
      ["evt_order_completed"],
      ["coh_buyers"],
    ]);
    expect(ofCohort.content.plan.events.map(({ id }) => id)).toEqual(["evt_order_completed"]);
  });

  it("takes standards only when asked, purposes as far as they are named", () => {
    const strict = { ...shop, settings: { ...shop.settings, standards: { ...DEFAULT_STANDARDS, staleDays: 7 } } };
    const objects = [shop.events[0]?.id ?? ""];
    const without = selectPart(strict, [], { ...NOTHING, objects }).content.plan.settings;
    expect(without.standards.staleDays).toBeUndefined();
    expect(without.purposes.map(({ key }) => key)).toContain(shop.events[0]?.consentPurpose);
    const standards = selectPart(strict, [], { ...NOTHING, standards: true }).content;
    expect(standards.plan.settings.standards.staleDays).toBe(7);
    expect(standards.plan.events).toEqual([]);
  });
});

describe("a document and a file", () => {
  it.each([
    ["a shop", shop],
    ["the reference plan", referencePlan],
  ])("%s comes back as it was, hash included", (_name, plan) => {
    const content = contentOf(plan, [buyers, lapsed]);
    const document = houseDocument(content);
    expect(houseContent(JSON.parse(JSON.stringify(document)))).toEqual({ ...content, plan: { ...content.plan } });
    const file = { origin: "hst_x", version: 3, name: { en: "X" }, description: { fr: "Y" }, notes: "n", content };
    const text = writeHouseFile(file);
    expect(isHouseFile(text)).toBe(true);
    const read = readHouseFile(text);
    expect(houseHash(houseDocument(read.content))).toBe(houseHash(document));
    expect({ ...read, content: undefined }).toEqual({ ...file, content: undefined });
    expect(
      readHouseFile(
        JSON.stringify({
          ...JSON.parse(JSON.stringify({ gabaritTemplate: 1, id: "hst_x", version: 1 })),
          name: {},
          plan: { gabarit: 1, slug: "template" },
        }),
      ).version,
    ).toBe(1);
  });

  const refusal = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      if (isUserError(error)) return error.fields.map(({ en, fr }) => `${en} / ${fr}`).join("\n");
      throw error;
    }
    return "";
  };

  it("of a newer version is refused in a sentence, and so is what is no template", () => {
    expect(refusal(() => readHouseFile("gabaritTemplate: 2\nnews: {}\n"))).toMatch(
      /is of format 2.*Update Gabarit.*est au format 2/s,
    );
    expect(refusal(() => readHouseFile("gabaritTemplate: 1\nplan: {gabarit: 9}\n"))).toContain("Update Gabarit");
    expect(refusal(() => houseContent({ ...houseDocument(contentOf(shop)), format: 2 }))).toContain("Update Gabarit");
    expect(refusal(() => readHouseFile("gabarit: 1\nslug: x\n"))).toContain("This is not a template of Gabarit");
    expect(
      refusal(() =>
        readHouseFile("gabaritTemplate: 1\nid: x\nversion: 1\nname: {}\nplan: {gabarit: 1, slug: t, events: [{}]}\n"),
      ),
    ).toMatch(/5:\d+ .*name/);
    expect(refusal(() => readHouseFile("a: [1"))).toContain("1:");
  });
});

describe("a template over a plan", () => {
  it("adds everything to an empty plan; applied again it finds it the same", () => {
    const content = contentOf(shop);
    const laid = planWithHouse(emptyPlan("new"), content);
    expect(laid.collisions).toEqual([]);
    expect(laid.problems).toEqual([]);
    expect(laid.plan.events.map(({ name }) => name)).toEqual(shop.events.map(({ name }) => name));
    expect(laid.plan.settings.purposes).toEqual(shop.settings.purposes);
    const again = planWithHouse(laid.plan, content);
    expect(again.plan).toEqual(laid.plan);
    expect(again.collisions).toEqual([]);
  });

  const own: Plan = {
    ...emptyPlan("own"),
    events: [newEvent({ id: "evt_own", name: "Page Seen", identifier: "seenPage", trigger: { en: "Ours." } })],
    bundles: [
      newBundle({
        id: "bdl_own",
        name: "Extras",
        properties: [newProperty({ id: "prp_url", name: "link", type: { kind: "string" }, required: false })],
      }),
    ],
  };

  it("tells names that collide, and keeps the plan's own unless told otherwise", () => {
    const laid = planWithHouse(own, contentOf(small()));
    expect(laid.collisions).toEqual([
      { id: "evt_seen", kind: "event", name: "Page Seen", by: "name", choice: { take: "mine" }, free: "Page Seen 2" },
    ]);
    expect(laid.plan.events).toEqual(own.events);
    expect(laid.plan.bundles.map(({ name }) => name)).toEqual(["Extras", "Page"]);
    expect(laid.placement.kept).toEqual(["evt_seen"]);
    expect(structural(laid.plan)).toEqual([]);
  });

  it("takes the template's in its place, which keeps its id, its name in code and its past", () => {
    const laid = planWithHouse(own, contentOf(small()), { choices: { evt_seen: { take: "theirs" } } });
    const [event] = laid.plan.events;
    expect(event).toMatchObject({
      id: "evt_own",
      identifier: "seenPage",
      trigger: { en: "A page is shown." },
      bundles: ["bdl_page"],
    });
    expect(structural(laid.plan)).toEqual([]);
  });

  it("adds it under another name, with ids of its own", () => {
    const laid = planWithHouse(own, contentOf(small()), { choices: { evt_seen: { rename: "Page Seen 2" } } });
    expect(laid.plan.events.map(({ name }) => name)).toEqual(["Page Seen", "Page Seen 2"]);
    expect(laid.plan.events[0]).toEqual(own.events[0]);
    // The property's id is taken by another one of the plan.
    const url = laid.plan.bundles.find(({ name }) => name === "Page")?.properties[0];
    expect(url?.id).not.toBe("prp_url");
    expect(laid.problems).toEqual([]);
    const taken = planWithHouse(own, contentOf(small()), { choices: { evt_seen: { rename: "Page Seen" } } });
    expect(taken.problems.map(({ en }) => en)).toEqual([expect.stringContaining("Page Seen")]);
  });

  it("brings its settings where the project never set any, else somebody decides", () => {
    const strict = { ...small(), settings: { ...small().settings, standards: { ...DEFAULT_STANDARDS, staleDays: 7 } } };
    const fresh = planWithHouse(emptyPlan("x"), contentOf(strict));
    expect([fresh.settings, fresh.plan.settings.standards.staleDays]).toEqual([{ choice: "theirs" }, 7]);
    const set = { ...own, settings: { ...own.settings, standards: { ...DEFAULT_STANDARDS, staleDays: 30 } } };
    expect(planWithHouse(set, contentOf(strict)).plan.settings.standards.staleDays).toBe(30);
    expect(planWithHouse(set, contentOf(strict), { standards: "theirs" }).plan.settings.standards.staleDays).toBe(7);
  });
});

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

describe("a template in its surroundings", () => {
  it("never fires in more sources than it says", () => {
    const fittedTo = (...there: readonly string[]) =>
      fitted(small({ event: { sources: ["web", "ios"] } }), { sources: new Set(there), images: new Set() }).events[0]
        ?.sources;
    expect([fittedTo("web"), fittedTo(), fittedTo("server")]).toEqual([["web"], ["web", "ios"], ["web", "ios"]]);
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

describe("cohorts of a template", () => {
  it("read with the project's ids", () => {
    const placement = {
      ...NO_PLACEMENT,
      ids: { evt_order_completed: "evt_paid" },
      cohorts: { coh_buyers: { id: "coh_mine", hash: "x" } },
    };
    expect(criterionIn(placement, buyers.criterion)).toMatchObject({ event: { event: "evt_paid" } });
    expect(criterionIn(placement, lapsed.criterion)).toEqual({
      kind: "not",
      of: { kind: "cohort", cohort: "coh_mine" },
    });
  });

  it("wait until they are taken, and again when the template changed them", () => {
    const list = [buyers, lapsed];
    const states = (placement: typeof NO_PLACEMENT, names: readonly string[] = []) =>
      waitingCohorts(
        list,
        placement,
        names.map((name) => ({ id: `coh_${name}`, name })),
      ).map(({ cohort, state }) => [cohort.name, state]);
    expect(states(NO_PLACEMENT, ["Lapsed"])).toEqual([
      ["Buyers", "new"],
      ["Lapsed", "taken"],
    ]);
    const done = {
      ...NO_PLACEMENT,
      cohorts: { coh_buyers: { id: "coh_B", hash: "old" }, coh_lapsed: { id: "coh_L" } },
    };
    expect(states(done, ["B", "L"])).toEqual([["Buyers", "changed"]]);
    expect(states(done, ["L"])).toEqual([]);
    const odd = [{ ...buyers, key: "constructor" }];
    expect(waitingCohorts(odd, NO_PLACEMENT, []).map(({ state }) => state)).toEqual(["new"]);
  });
});
