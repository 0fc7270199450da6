import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newEvent, newMetric, newProperty, newStep } from "./new-object.ts";
import { newWorkshop, type Workshop } from "./workshop.ts";
import { type JoinedWorkshop, joinWorkshops } from "./workshop-merge.ts";

const decision = (id: string, name: string) => ({ id, name: { en: name }, description: {}, when: {} });
const metric = (id: string, name: string, decisions: string[], more = {}) =>
  newMetric({ id, name: { en: name }, decisions, ...more });
const event = (id: string, name: string, metrics: string[], more = {}) =>
  newEvent({ id, name, identifier: name, serves: { decisions: [], metrics }, ...more });

const base: Workshop = {
  ...newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" }),
  present: ["Ana"],
  decisions: [decision("dec_a", "Which offer")],
  metrics: [metric("met_a", "Orders", ["dec_a"])],
  events: [event("evt_a", "Order Paid", ["met_a"])],
};
const join = (mine: Partial<Workshop>, theirs: Partial<Workshop>, taken?: ReadonlyMap<string, "mine" | "theirs">) =>
  joinWorkshops({ base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } }, taken);

describe("a workshop that two people write", () => {
  it("has what each of them wrote, fields of one thing and lines of one list too", () => {
    const { workshop, conflicts } = join(
      {
        present: ["Ana", "Cleo"],
        decisions: [{ ...decision("dec_a", "Which offer"), owner: "Ana" }, decision("dec_m", "Mine")],
      },
      {
        present: ["Ana", "Ben"],
        questions: ["Who pays?"],
        decisions: [{ ...decision("dec_a", "Which offer"), when: { en: "In May" } }, decision("dec_t", "Theirs")],
      },
    );
    expect(conflicts).toEqual([]);
    expect(workshop.present.toSorted()).toEqual(["Ana", "Ben", "Cleo"]);
    expect(workshop.questions).toEqual(["Who pays?"]);
    expect(workshop.decisions.map(({ id }) => id).toSorted()).toEqual(["dec_a", "dec_m", "dec_t"]);
    expect(workshop.decisions[0]).toMatchObject({ owner: "Ana", when: { en: "In May" } });
  });

  it("has what both added under one name once, with all that hangs on it", () => {
    const { workshop, ids, conflicts } = join(
      {
        metrics: [...base.metrics, metric("met_m", "refunds ", ["dec_a"])],
        events: [...base.events, event("evt_m", "Refunded", ["met_m"])],
      },
      { metrics: [...base.metrics, metric("met_t", "Refunds", ["dec_a"])] },
      new Map([["metric/met_t/name.en", "theirs"]]),
    );
    expect(conflicts).toEqual([]);
    expect(workshop.metrics.map(({ id, name }) => [id, name.en])).toEqual([
      ["met_a", "Orders"],
      ["met_t", "Refunds"],
    ]);
    expect(workshop.events.at(-1)?.serves.metrics).toEqual(["met_t"]);
    expect([...ids]).toEqual([["met_m", "met_t"]]);
  });

  it("loses nothing that one still works on because the other took it away", () => {
    const none = { decisions: [], metrics: [], events: [] };
    const kept = join({ events: [{ ...event("evt_a", "Order Paid", ["met_a"]), owner: "Ana" }] }, none);
    expect(kept.conflicts).toEqual([]);
    expect(kept.workshop.events.map(({ owner }) => owner)).toEqual(["Ana"]);
    expect([kept.workshop.metrics, kept.workshop.decisions]).toEqual([base.metrics, base.decisions]);
    const added = join({ metrics: [...base.metrics, metric("met_m", "Part", [], { parent: "met_a" })] }, none).workshop;
    expect(added.metrics.map(({ id }) => id).toSorted()).toEqual(["met_a", "met_m"]);
    expect(added.decisions.map(({ id }) => id)).toEqual(["dec_a"]);
    // Where nobody wrote anything to it, it is gone, from the steps of the journey too.
    const steps = [{ ...newStep({ id: "stp_a", name: { en: "Pay" } }), events: ["evt_a"] }];
    const gone = join({ journey: { ...base.journey, steps } }, { events: [] }).workshop;
    expect([gone.events, gone.journey.steps[0]?.events]).toEqual([[], []]);
  });

  it("pairs the properties both added to one event, however the event came there", () => {
    const property = (id: string, name: string) => newProperty({ id, name, type: { kind: "string" } });
    const side = (of: string, name: string) => ({
      events: [
        event("evt_a", "Order Paid", ["met_a"], { properties: [property(`prp_${of}1`, name)] }),
        event(`evt_${of}`, "Refunded", ["met_a"], { properties: [property(`prp_${of}2`, "reason")] }),
      ],
    });
    const { workshop, conflicts } = join(side("m", "Amount "), side("t", "amount"));
    expect(conflicts.map(({ path }) => path)).toEqual(["event/evt_a/properties/prp_t1/name"]);
    expect(workshop.events.map(({ properties }) => properties.map(({ id }) => id))).toEqual([["prp_t1"], ["prp_t2"]]);
  });

  it("holds what each of them held: an event on one step, no metric a part of itself", () => {
    const steps = ["stp_a", "stp_b"].map((id) => newStep({ id, name: { en: id } }));
    const on = (at: string) => ({
      journey: { ...base.journey, steps: steps.map((one) => ({ ...one, events: one.id === at ? ["evt_a"] : [] })) },
    });
    const standing = ({ workshop }: JoinedWorkshop) => workshop.journey.steps.map(({ events }) => events.length);
    const began: Workshop = { ...base, ...on("") };
    const joined = (from: Workshop, mine: string, theirs: string) =>
      standing(joinWorkshops({ base: from, mine: { ...base, ...on(mine) }, theirs: { ...base, ...on(theirs) } }));
    expect(joined(began, "stp_a", "stp_b")).toEqual([0, 1]);
    expect(joined({ ...base, ...on("stp_a") }, "stp_b", "stp_a")).toEqual([0, 1]);
    const metrics = [base.metrics[0], metric("met_b", "Baskets", ["dec_a"])].flatMap((one) => one ?? []);
    const within = (id: string, parent: string) => ({
      metrics: metrics.map((one) => (one.id === id ? { ...one, parent } : one)),
    });
    const looped = joinWorkshops({
      base: { ...base, metrics },
      mine: { ...base, ...within("met_a", "met_b") },
      theirs: { ...base, ...within("met_b", "met_a") },
    });
    expect(looped.workshop.metrics.map(({ parent }) => parent)).toEqual([undefined, "met_a"]);
  });

  it("asks for a field that both wrote differently, and takes what is decided", () => {
    const [mine, theirs] = ["Mine", "Theirs"].map((name) => ({
      title: name,
      decisions: [{ ...decision("dec_a", name), owner: "Ana" }],
    }));
    const open = join(mine ?? {}, theirs ?? {});
    expect(open.conflicts).toEqual([
      { path: "decision/dec_a/name.en", en: "Name", fr: "Nom", of: { en: "Theirs" }, mine: "Mine", theirs: "Theirs" },
      { path: "workshop/title", en: "What it is about", fr: "Sur quoi il porte", mine: "Mine", theirs: "Theirs" },
    ]);
    expect(open.workshop.title).toBe("Mine");
    const taken = new Map(open.conflicts.map(({ path }) => [path, "theirs" as const]));
    const settled = join(mine ?? {}, theirs ?? {}, taken);
    expect([settled.conflicts, settled.workshop.title]).toEqual([[], "Theirs"]);
  });

  it("names what a field names, in a question about it", () => {
    const metrics = ["a", "b", "c"].map((id) => metric(`met_${id}`, `Metric ${id}`, ["dec_a"]));
    const within = (parent: string): Workshop => ({
      ...base,
      metrics: metrics.map((one) => (one.id === "met_a" ? { ...one, parent } : one)),
    });
    const sides = { base: { ...base, metrics }, mine: within("met_b"), theirs: within("met_c") };
    expect(joinWorkshops(sides).conflicts).toMatchObject([{ mine: { en: "Metric b" }, theirs: { en: "Metric c" } }]);
  });

  const owners = fc.option(fc.constantFrom("Ana", "Ben"), { nil: undefined });
  const anyWorkshop = fc
    .record({
      title: fc.constantFrom("Autumn", "Winter"),
      present: fc.uniqueArray(fc.constantFrom("Ana", "Ben", "Cleo", "Dan"), { maxLength: 4 }),
      decisions: fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), owners), { selector: ([id]) => id }),
      metrics: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
    })
    .map(
      ({ title, present, decisions, metrics }): Workshop => ({
        ...base,
        title,
        present,
        decisions: decisions.map(([id, owner]) => ({ ...decision(`dec_${id}`, id), ...(owner ? { owner } : {}) })),
        metrics: metrics.map((id) =>
          metric(
            `met_${id}`,
            id,
            decisions.slice(0, 1).map(([one]) => `dec_${one}`),
          ),
        ),
        events: metrics.map((id) => event(`evt_${id}`, id, [`met_${id}`])),
      }),
    );

  it("takes the side that changed, and is the same whoever of them comes second where nothing is asked", () => {
    const sorted = ({ present, decisions, metrics, events, ...rest }: Workshop) => {
      const byId = <T extends { readonly id: string }>(list: readonly T[]) =>
        list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return {
        ...rest,
        present: present.toSorted(),
        decisions: byId(decisions),
        metrics: byId(metrics).map((one) => ({ ...one, decisions: one.decisions.toSorted() })),
        events: byId(events),
      };
    };
    fc.assert(
      fc.property(anyWorkshop, anyWorkshop, anyWorkshop, (from, a, b) => {
        expect(joinWorkshops({ base: from, mine: a, theirs: from }).workshop).toEqual(a);
        expect(joinWorkshops({ base: from, mine: from, theirs: b }).workshop).toEqual(b);
        const [there, back] = [
          joinWorkshops({ base: from, mine: a, theirs: b }),
          joinWorkshops({ base: from, mine: b, theirs: a }),
        ];
        const paths = ({ conflicts }: JoinedWorkshop) => conflicts.map(({ path }) => path).toSorted();
        expect(paths(there)).toEqual(paths(back));
        if (there.conflicts.length === 0) expect(sorted(there.workshop)).toEqual(sorted(back.workshop));
        for (const name of a.present) if (!from.present.includes(name)) expect(there.workshop.present).toContain(name);
        const ids = new Set(there.workshop.decisions.map(({ id }) => id));
        for (const one of there.workshop.metrics) for (const id of one.decisions) expect(ids).toContain(id);
      }),
    );
  });
});
