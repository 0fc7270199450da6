import { describe, expect, it } from "vitest";
import { isUserError } from "../base/error.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { DEFAULT_STANDARDS } from "../plan/standards.ts";
import { type HouseCohort, houseContent, houseDocument, houseHash } from "./house.ts";
import { planWithHouse } from "./house-apply.ts";
import { criterionIn, waitingCohorts } from "./house-cohort.ts";
import { isHouseFile, readHouseFile, writeHouseFile } from "./house-file.ts";
import { fitted } from "./house-fit.ts";
import { NO_PLACEMENT } from "./house-place.ts";
import { namedIn, selectPart } from "./house-select.ts";
import { ecommerce } from "./plans/ecommerce.ts";
import { contentOf, small, structural } from "./testing/small-plan.ts";

const shop = ecommerce.plan("shop", "en");
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
      {
        id: "evt_seen",
        kind: "event",
        name: "Page Seen",
        mine: "Page Seen",
        by: "name",
        choice: { take: "mine" },
        free: "Page Seen 2",
      },
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

describe("a template in its surroundings", () => {
  it("never fires in more sources than it says", () => {
    const fittedTo = (...there: readonly string[]) =>
      fitted(small({ event: { sources: ["web", "ios"] } }), { sources: new Set(there), images: new Set() }).events[0]
        ?.sources;
    expect([fittedTo("web"), fittedTo(), fittedTo("server")]).toEqual([["web"], ["web", "ios"], ["web", "ios"]]);
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
