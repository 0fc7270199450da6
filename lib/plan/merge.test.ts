import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, type Edit, replayEdits, touchedFields } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { checkPlan } from "./edit-check.ts";
import { draftProperty } from "./edit-draft.ts";
import { pathsOverlap } from "./edit-path.ts";
import { changedFields } from "./field-tree.ts";
import { type MergeResult, mergePlans } from "./merge.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { afterAccepted, anyEdit, anyPlan } from "./testing/random-edit.ts";

const RUNS = { numRuns: 400 };

function merged(result: MergeResult): Plan {
  if (!result.ok) throw new Error(result.conflicts.map(({ path, en }) => `${path}: ${en}`).join("; "));
  return result.plan;
}

function conflictPaths(result: MergeResult): string[] {
  return result.ok ? [] : result.conflicts.map(({ path }) => path).sort();
}

describe("edits between two plans", () => {
  it("turn the first into the second", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (before, after) => {
        expect(replayEdits(before, editsBetween(before, after))).toEqual(after);
      }),
      RUNS,
    );
  });

  it("are none when nothing differs", () => {
    expect(editsBetween(referencePlan, JSON.parse(JSON.stringify(referencePlan)))).toEqual([]);
  });
});

describe("changed fields", () => {
  it("are those an edit says it touches", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyPlan, anyEdit, (plan, edit) => {
        const result = applyEdit(plan, edit);
        if (!result.ok || edit.command === "removeObject" || edit.command === "removeProperty") return;
        accepted += 1;
        const touched = touchedFields(edit);
        const stray = changedFields(plan, result.plan)
          .map(({ path }) => path)
          // A rename and an identifier keep the former one in a list beside it.
          .filter((path) => !/\/former(Names|Identifiers)\b/.test(path))
          .filter((path) => !touched.some((own) => pathsOverlap(own, path)));
        expect(stray).toEqual([]);
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("are none exactly when the plans are equal", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (a, b) => {
        expect(changedFields(a, b).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      RUNS,
    );
  });
});

describe("mergePlans", () => {
  it("takes the side that changed", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (base, side) => {
        expect(merged(mergePlans(base, side, base))).toBe(side);
        expect(merged(mergePlans(base, base, side))).toEqual(side);
        expect(merged(mergePlans(base, side, side))).toBe(side);
      }),
      RUNS,
    );
  });

  it("is symmetric, and its result is sound", () => {
    let clean = 0;
    fc.assert(
      fc.property(anyPlan, fc.array(anyEdit, { maxLength: 3 }), fc.array(anyEdit, { maxLength: 3 }), (base, a, b) => {
        const [ours, theirs] = [afterAccepted(base, a), afterAccepted(base, b)];
        const [there, back] = [mergePlans(base, ours, theirs), mergePlans(base, theirs, ours)];
        expect(conflictPaths(there)).toEqual(conflictPaths(back));
        if (!there.ok || !back.ok) return;
        clean += 1;
        expect(there.plan).toEqual(back.plan);
        expect(checkPlan(there.plan)).toEqual([]);
      }),
      RUNS,
    );
    expect(clean).toBeGreaterThan(100);
  });

  it("keeps every change of both sides when their fields differ", () => {
    fc.assert(
      fc.property(anyEdit, anyEdit, (a, b) => {
        const [ours, theirs] = [afterAccepted(referencePlan, [a]), afterAccepted(referencePlan, [b])];
        const result = mergePlans(referencePlan, ours, theirs);
        if (!result.ok) return;
        const paths = (side: Plan) =>
          changedFields(referencePlan, side)
            .map(({ path }) => path)
            .filter((path) => !path.includes("~order"));
        const done = new Set(paths(result.plan));
        for (const path of [...paths(ours), ...paths(theirs)]) expect(done).toContain(path);
      }),
      RUNS,
    );
  });

  const edited = (...edits: Edit[]) => replayEdits(referencePlan, edits);
  const update = (changes: object): Edit => ({ command: "updateEvent", id: "evt_payment", changes }) as Edit;

  it("names the field both changed, with its three values", () => {
    const result = mergePlans(
      referencePlan,
      edited(update({ owner: "Payments", tags: { add: ["a"] }, description: { fr: "Un" } })),
      edited(update({ owner: "Checkout", tags: { add: ["b"] }, description: { fr: "Deux", en: "Two" } })),
    );
    expect(result.ok ? [] : result.conflicts.map(({ en: _en, fr: _fr, ...rest }) => rest)).toEqual([
      {
        path: "event/evt_payment/description.fr",
        base: "Un moyen de paiement a été essayé.",
        ours: "Un",
        theirs: "Deux",
      },
      { path: "event/evt_payment/owner", base: undefined, ours: "Payments", theirs: "Checkout" },
    ]);
  });

  it("merges constraints of one type, nested properties and tags one by one", () => {
    const place = { in: "event", id: "evt_order_completed" } as const;
    const constraint = (constraints: object): Edit =>
      ({ command: "updateProperty", place, id: "prp_total", changes: { constraints } }) as Edit;
    const inLines = { ...place, path: ["prp_lines"] };
    const plan = merged(
      mergePlans(
        referencePlan,
        edited(constraint({ maximum: 10 }), {
          command: "renameProperty",
          place: inLines,
          id: "prp_line_sku",
          name: "ref",
        }),
        edited(constraint({ nullable: true }), {
          command: "addProperty",
          place: inLines,
          property: draftProperty({ id: "prp_new", name: "new" }),
        }),
      ),
    );
    const [event] = plan.events;
    expect(event?.properties.find(({ id }) => id === "prp_total")?.type).toEqual({
      kind: "number",
      minimum: 0,
      maximum: 10,
      multipleOf: 0.01,
      nullable: true,
    });
    const lines = event?.properties.find(({ id }) => id === "prp_lines")?.type;
    expect(
      lines?.kind === "array" && lines.items.kind === "object" && lines.items.properties.map(({ name }) => name),
    ).toEqual(["ref", "quantity", "gift", "new"]);
  });

  it("loses no picture that replaced another", () => {
    const withPicture = (sign: string, alt: object) => {
      const change = { image: { id: sign.repeat(64), alt } };
      const edit = { command: "updateTrigger", event: "evt_order_completed", id: "trg_order_web", changes: change };
      return replayEdits(referencePlan, [edit as Edit]);
    };
    const [base, theirs] = [withPicture("a", {}), withPicture("b", {})];
    const path = "event/evt_order_completed/triggers/trg_order_web/image";
    expect(changedFields(base, theirs).map((change) => change.path)).toEqual([path]);
    expect(merged(mergePlans(base, base, theirs))).toEqual(theirs);
    expect(conflictPaths(mergePlans(base, withPicture("a", { en: "The receipt" }), theirs))).toEqual([path]);
  });

  it("refuses to lose a change to a removal", () => {
    const gone = edited({ command: "removeObject", kind: "event", id: "evt_payment", cascade: true });
    expect(conflictPaths(mergePlans(referencePlan, gone, edited(update({ owner: "x" }))))).toEqual([
      "event/evt_payment",
    ]);
  });

  it("refuses what breaks only together", () => {
    const rename = (id: string): Edit => ({ command: "renameEvent", id, name: "Paid", keepFormerName: false });
    const both = mergePlans(referencePlan, edited(rename("evt_payment")), edited(rename("evt_draft")));
    expect(conflictPaths(both)).toEqual(["event/evt_draft/name"]);
    const used = edited({
      command: "link",
      from: { kind: "event", id: "evt_old" },
      to: { kind: "decision", id: "dec_checkout" },
    });
    const dropped = edited({ command: "removeObject", kind: "decision", id: "dec_checkout", cascade: true });
    expect(conflictPaths(mergePlans(referencePlan, used, dropped))).toEqual(["event/evt_old/serves/dec_checkout"]);
  });
});

describe("mergePlans with decisions", () => {
  /** Every conflict decided for one side. */
  function decided(base: Plan, ours: Plan, theirs: Plan, take: "ours" | "theirs"): MergeResult {
    const result = mergePlans(base, ours, theirs);
    if (result.ok) return result;
    return mergePlans(base, ours, theirs, new Map(result.conflicts.map(({ path }) => [path, { take }])));
  }

  it("leaves nothing undecided but what only the outcome can break", () => {
    let conflicted = 0;
    fc.assert(
      fc.property(anyPlan, fc.array(anyEdit, { maxLength: 4 }), fc.array(anyEdit, { maxLength: 4 }), (base, a, b) => {
        const [ours, theirs] = [afterAccepted(base, a), afterAccepted(base, b)];
        if (mergePlans(base, ours, theirs).ok) return;
        conflicted += 1;
        for (const take of ["ours", "theirs"] as const) {
          const result = decided(base, ours, theirs, take);
          const open = result.ok ? [] : result.conflicts.filter((one) => "ours" in one);
          expect(open).toEqual([]);
        }
      }),
      RUNS,
    );
    expect(conflicted).toBeGreaterThan(10);
  });

  it("take one side's value, or another one, field by field", () => {
    const edited = (owner: string, fr: string) =>
      replayEdits(referencePlan, [
        { command: "updateEvent", id: "evt_payment", changes: { owner, description: { fr } } } as Edit,
      ]);
    const result = mergePlans(
      referencePlan,
      edited("Payments", "Un"),
      edited("Checkout", "Deux"),
      new Map([
        ["event/evt_payment/owner", { take: "theirs" as const }],
        ["event/evt_payment/description.fr", { value: "Trois" }],
        ["event/evt_payment/name", { value: "means nothing" }],
      ]),
    );
    const event = merged(result).events.find(({ id }) => id === "evt_payment");
    expect(event).toMatchObject({ owner: "Checkout", name: "Payment Attempted", description: { fr: "Trois" } });
    expect(result.ok && [...result.decided].sort()).toEqual([
      "event/evt_payment/description.fr",
      "event/evt_payment/owner",
    ]);
  });

  it("rebasing a draft and merging it then gives what merging it at once gives", () => {
    let clean = 0;
    fc.assert(
      fc.property(anyPlan, fc.array(anyEdit, { maxLength: 3 }), fc.array(anyEdit, { maxLength: 3 }), (base, a, b) => {
        const [main, draft] = [afterAccepted(base, a), afterAccepted(base, b)];
        const atOnce = mergePlans(base, main, draft);
        const rebased = mergePlans(base, draft, main);
        if (!atOnce.ok || !rebased.ok) return;
        clean += 1;
        expect(merged(mergePlans(main, main, rebased.plan))).toEqual(atOnce.plan);
      }),
      RUNS,
    );
    expect(clean).toBeGreaterThan(100);
  });
});
