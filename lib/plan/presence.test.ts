import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffPlans } from "./diff.ts";
import { documentOfPlan } from "./document.ts";
import { applyEdits, type Edit, replayEdits } from "./edit.ts";
import { valueAt } from "./field-value.ts";
import { eventSchema } from "./json-schema.ts";
import { mergePlans } from "./merge.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "./new-object.ts";
import type { Plan, PlanEvent, Property } from "./plan.ts";
import { newAjv } from "./plan-ajv.ts";
import type { Presence } from "./plan-presence.ts";
import { acrossSources, exceptionalSources, isNeverSent, notFilledIn } from "./presence.ts";
import { freezePlan } from "./publish.ts";
import { findFindings } from "./rules/find-findings.ts";
import { anyEdit } from "./testing/random-edit.ts";

const text = { kind: "string" } as const;
const total = newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true });
const coupon = newProperty({ id: "prp_coupon", name: "coupon", type: text });
const page = newProperty({ id: "prp_page", name: "page", type: text });
const kind = newProperty({ id: "prp_kind", name: "kind", type: { kind: "boolean" }, required: true });
const bank = newProperty({ id: "prp_bank", name: "bank", type: text, required: true });

function planOf(more: Partial<PlanEvent> = {}): Plan {
  const event = newEvent({
    id: "evt_paid",
    name: "Paid",
    identifier: "paid",
    sources: ["web", "ios", "server"],
    bundles: ["bdl_page"],
    properties: [total, coupon, kind],
    variants: {
      discriminator: kind.id,
      cases: [{ id: "cas_bank", displayName: {}, match: [true], properties: [bank] }],
    },
    ...more,
  });
  return {
    ...emptyPlan("shop"),
    bundles: [newBundle({ id: "bdl_page", name: "Page", properties: [page] })],
    events: [event],
  };
}

const plan = planOf();

function say(property: Property, source: string, presence: Presence | null): Edit {
  return { command: "setPresence", event: "evt_paid", property: property.id, source, presence };
}

function planAfter(...edits: Edit[]): Plan {
  const result = applyEdits(plan, edits);
  if (!result.ok) throw new Error(result.errors[0]?.en);
  return result.plan;
}

function paid({ events }: Plan): PlanEvent {
  const [event] = events;
  if (event === undefined) throw new Error("no event");
  return event;
}

/** Whether a payload conforms when that source sends it. */
function fits(of: Plan, payload: object, source?: string): boolean {
  return newAjv().compile(eventSchema(of, paid(of), source === undefined ? {} : { source }))(payload) === true;
}

describe("how single sources send a property", () => {
  it("is said, changed and taken back, in one order whoever said it first", () => {
    const one = planAfter(say(total, "web", "optional"), say(coupon, "ios", "never"));
    const other = planAfter(say(coupon, "ios", "never"), say(total, "web", "required"), say(total, "web", "optional"));
    expect(paid(one).presence).toEqual(paid(other).presence);
    expect(valueAt(one, "event/evt_paid/presence/prp_total@web/presence")).toBe("optional");
    expect(replayEdits(one, [say(total, "web", null), say(coupon, "ios", null)])).toEqual(plan);
    const same = applyEdits(one, [say(total, "web", "optional")]);
    expect(same.ok && same.plan).toBe(one);
  });

  it("leaves the document, and so the hash, of a plan that makes no exception as it was", () => {
    expect(documentOfPlan(plan).events[0]).not.toHaveProperty("presence");
    const back = replayEdits(planAfter(say(total, "web", "never")), [say(total, "web", null)]);
    expect(freezePlan(back).hash).toBe(freezePlan(plan).hash);
    expect(freezePlan(planAfter(say(total, "web", "never"))).hash).not.toBe(freezePlan(plan).hash);
  });

  it("is judged by the schema of that source alone: own, bundled and variants' properties", () => {
    const of = planAfter(
      say(total, "web", "optional"),
      say(coupon, "web", "never"),
      say(page, "web", "required"),
      say(bank, "web", "never"),
    );
    const everywhere = { total: 1, kind: true, bank: "x" };
    expect([undefined, "ios", "elsewhere"].map((source) => fits(of, everywhere, source))).toEqual([true, true, true]);
    expect(fits(of, everywhere, "web")).toBe(false);
    expect(fits(of, { kind: true, page: "/" }, "web")).toBe(true);
    expect(fits(of, { kind: true, page: "/", bank: "x" }, "web")).toBe(false);
    expect(fits(of, { kind: false, page: "/", coupon: "x" }, "web")).toBe(false);
    expect(fits(of, { kind: false, page: "/", coupon: "x" }, "ios")).toBe(false);
    expect(fits(of, { kind: false, total: 1, coupon: "x" }, "ios")).toBe(true);
    expect(eventSchema(of, paid(of), { source: "ios" })).toEqual(eventSchema(plan, paid(plan)));
  });

  it("is refused for an open event too, where other keys are admitted", () => {
    const open = replayEdits(planOf({ open: true }), [say(coupon, "web", "never")]);
    expect(fits(open, { kind: false, total: 1, stranger: 1 }, "web")).toBe(true);
    expect(fits(open, { kind: false, total: 1, coupon: "x" }, "web")).toBe(false);
  });

  it("never spares the property that chooses the variant", () => {
    const result = applyEdits(plan, [say(kind, "web", "optional")]);
    expect(result).toMatchObject({ ok: false, errors: [{ path: "event/evt_paid/presence/prp_kind@web" }] });
    const chosen = applyEdits(replayEdits(planOf({ variants: undefined as never }), [say(kind, "web", "never")]), [
      { command: "setDiscriminator", event: "evt_paid", property: kind.id },
    ]);
    expect(chosen.ok).toBe(false);
  });

  it("goes with a property of the event, and stays where a bundle is put elsewhere", () => {
    const of = planAfter(say(coupon, "web", "never"), say(bank, "web", "optional"), say(page, "web", "required"));
    const left = replayEdits(of, [
      { command: "removeProperty", place: { in: "event", id: "evt_paid" }, id: coupon.id },
      { command: "removeProperty", place: { in: "case", event: "evt_paid", id: "cas_bank" }, id: bank.id },
      { command: "detachBundle", event: "evt_paid", bundle: "bdl_page" },
      { command: "attachBundle", event: "evt_paid", bundle: "bdl_page" },
    ]);
    expect(paid(left).presence).toEqual([{ property: page.id, source: "web", presence: "required" }]);
    const gone = replayEdits(of, [{ command: "removeObject", kind: "bundle", id: "bdl_page", cascade: true }]);
    expect(paid(gone).presence.map(({ property }) => property)).not.toContain(page.id);
  });
});

describe("merging", () => {
  it("takes what two people said of different sources, and asks where they differ", () => {
    const ours = planAfter(say(total, "web", "optional"), say(page, "server", "never"));
    const theirs = planAfter(say(total, "ios", "never"), say(coupon, "web", "required"));
    const merged = mergePlans(plan, ours, theirs);
    expect(merged).toEqual({ ...mergePlans(plan, theirs, ours) });
    expect(merged.ok && paid(merged.plan).presence).toHaveLength(4);
    const conflict = mergePlans(
      ours,
      replayEdits(ours, [say(total, "web", "never")]),
      replayEdits(ours, [say(total, "web", "required")]),
    );
    expect(conflict).toMatchObject({
      ok: false,
      conflicts: [{ path: "event/evt_paid/presence/prp_total@web/presence", ours: "never", theirs: "required" }],
    });
  });
});

describe("the diff", () => {
  const told = (...edits: Edit[]) =>
    diffPlans(plan, planAfter(...edits)).map(({ severity, code, sources }) => [severity, code, sources.join(" ")]);

  it("names the source concerned and what it must do now", () => {
    expect(told(say(coupon, "web", "required"))).toEqual([["breaking", "presence_required", "web"]]);
    expect(told(say(coupon, "web", "never"))).toEqual([["breaking", "presence_refused", "web"]]);
    expect(told(say(total, "web", "optional"))).toEqual([["compatible", "presence_optional", "web"]]);
    expect(told(say(total, "web", "required"))).toEqual([["documentation", "detail_changed", "web"]]);
    expect(told(say(coupon, "android", "never"))).toEqual([["documentation", "presence_refused", "android"]]);
    const never = planAfter(say(coupon, "web", "never"));
    const [admitted] = diffPlans(never, plan);
    expect(admitted).toMatchObject({ code: "presence_admitted", severity: "compatible", sources: ["web"] });
    expect(admitted?.fr).toBe("web peut désormais envoyer «\u00a0coupon\u00a0».");
  });

  it("says what code must give, may give or cannot give any more when a source begins to send the event or ends to", () => {
    const from = (sources: readonly string[], ...edits: Edit[]): Plan => {
      const { events, ...rest } = planAfter(...edits);
      return { ...rest, events: events.map((event) => (event.id === "evt_paid" ? { ...event, sources } : event)) };
    };
    const of = (before: Plan, after: Plan) =>
      diffPlans(before, after)
        .filter(({ code }) => code.startsWith("code_"))
        .map(({ severity, code, en }) => [severity, code, en.includes("“total”")]);
    const [one, both] = [
      from(["server"], say(total, "ios", "optional")),
      from(["server", "ios"], say(total, "ios", "optional")),
    ];
    expect(of(both, one)).toEqual([["breaking", "code_required", true]]);
    expect(of(one, both)).toEqual([["compatible", "code_optional", true]]);
    const never = say(total, "ios", "never");
    expect(of(from(["server", "ios"], never), from(["ios"], never))).toEqual([["breaking", "code_refused", true]]);
    expect(of(from(["server"]), from(["server", "ios"]))).toEqual([]);
  });

  it("spares the sources that were told apart", () => {
    const required: Edit = {
      command: "updateProperty",
      place: { in: "event", id: "evt_paid" },
      id: coupon.id,
      changes: { required: true },
    };
    expect(told(required)).toEqual([["breaking", "property_required", "ios server web"]]);
    const spared = planAfter(say(coupon, "web", "optional"));
    const changes = diffPlans(spared, replayEdits(spared, [required]));
    expect(changes.map(({ code, sources }) => [code, sources])).toEqual([["property_required", ["ios", "server"]]]);
    expect(told(say(coupon, "web", "optional"), say(coupon, "ios", "never"), required)).toEqual([
      ["breaking", "property_required", "server"],
      ["breaking", "presence_refused", "ios"],
      ["documentation", "detail_changed", "web"],
    ]);
  });
});

describe("for code that serves every source", () => {
  const across = (property: Property, more: Partial<PlanEvent>, ...edits: Edit[]) => {
    const found = acrossSources(paid(replayEdits(planOf(more), edits)), property);
    return isNeverSent(found) ? "never" : found.required ? "required" : "optional";
  };

  it("is required only where all sources require it", () => {
    expect(across(total, {}, say(total, "web", "optional"))).toBe("optional");
    expect(across(coupon, {}, say(coupon, "web", "required"))).toBe("optional");
    const two = { sources: ["web", "ios"] };
    expect(across(coupon, two, say(coupon, "web", "required"), say(coupon, "ios", "required"))).toBe("required");
    expect(across(coupon, two, say(coupon, "web", "never"), say(coupon, "ios", "never"))).toBe("never");
    const all = { sources: [] };
    expect(across(coupon, all, say(coupon, "web", "required"))).toBe("optional");
    expect(across(total, all, say(total, "web", "never"))).toBe("optional");
    expect(across(total, all, say(total, "web", "required"))).toBe("required");
  });
});

it("tells sources of the same exceptions as one", () => {
  const of = paid(planAfter(say(total, "web", "never"), say(total, "ios", "never"), say(coupon, "server", "required")));
  expect([...exceptionalSources(of).values()]).toHaveLength(2);
});

describe("findings", () => {
  it("an example that only a source could send from which the event does not fire", () => {
    const withoutTotal = { examples: [{ kind: false }] };
    const broken = (source: string) =>
      findFindings(replayEdits(planOf(withoutTotal), [say(total, source, "optional")])).filter(
        ({ code }) => code === "broken_example",
      );
    expect(broken("ios")).toEqual([]);
    expect(broken("android")).toHaveLength(1);
  });

  const found = (of: Plan, sources?: readonly string[]) =>
    findFindings(of, sources === undefined ? {} : { sources }).filter(({ code }) => code.startsWith("presence_"));
  const mended = (of: Plan, sources?: readonly string[]) => replayEdits(of, found(of, sources)[0]?.fix ?? []);

  it("an exception where the event does not fire, for a source that is not there, or of nothing", () => {
    const elsewhere = planAfter(say(coupon, "android", "never"));
    expect(found(elsewhere).map(({ code }) => code)).toEqual(["presence_elsewhere"]);
    expect(mended(elsewhere)).toEqual(plan);
    const gone = replayEdits(planOf({ sources: [] }), [say(coupon, "desktop", "never")]);
    expect(found(gone)).toEqual([]);
    expect(found(gone, ["web"]).map(({ code }) => code)).toEqual(["presence_elsewhere"]);
    const nothing = replayEdits(planAfter(say(page, "web", "never")), [
      { command: "detachBundle", event: "evt_paid", bundle: "bdl_page" },
    ]);
    expect(found(nothing).map(({ code }) => code)).toEqual(["presence_of_nothing"]);
  });

  it("an exception that all sources make, mended by saying it of the property", () => {
    const all = (presence: Presence) =>
      planAfter(...["web", "ios", "server"].map((source) => say(coupon, source, presence)));
    expect(found(all("required")).map(({ code }) => code)).toEqual(["presence_everywhere"]);
    const general = mended(all("required"));
    expect(paid(general).presence).toEqual([]);
    expect(paid(general).properties.find(({ id }) => id === coupon.id)?.required).toBe(true);
    expect(found(all("never"))[0]?.fix).toBeUndefined();
  });
});

it("law: an edit of exceptions is accepted or refused, and taken back gives the plan before", () => {
  fc.assert(
    fc.property(anyEdit, (edit) => {
      if (edit.command !== "setPresence" || edit.presence === null) return;
      const of = { ...edit, event: "evt_paid", property: coupon.id };
      expect(replayEdits(planAfter(of), [{ ...of, presence: null }])).toEqual(plan);
    }),
    { numRuns: 500 },
  );
});

describe("what generated code leaves to each call", () => {
  const unit = newProperty({ id: "prp_unit", name: "unit", type: { kind: "string", const: "EUR" }, required: true });
  const never = (...sources: string[]) =>
    paid(planOf({ properties: [total, unit, kind], presence: sources.flatMap((source) => except(source)) }));
  const except = (source: string) =>
    [total, unit, page].map(({ id }) => ({ property: id, source, presence: "never" as const }));

  it("is the required constant and what super properties fill, where a source of the event must not send it", () => {
    const left = (event: PlanEvent) => [total, unit, page].map((property) => notFilledIn(event, property));
    expect(left(never("ios"))).toEqual([undefined, "constant", "super"]);
    expect(left(never())).toEqual([undefined, undefined, undefined]);
    expect(left(never("android"))).toEqual([undefined, undefined, undefined]);
  });
});
