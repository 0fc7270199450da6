import { describe, expect, it } from "vitest";
import { type Edit, replayEdits } from "../plan/edit.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { type Directory, ownerChecks, resolveOwner, touchedOwners } from "./owner.ts";

const person = (id: string, name: string, mayReview = true) => ({
  personId: `per_${id}`,
  name,
  email: `${id}@example.test`,
  mayReview,
});
const directory: Directory = {
  people: [
    person("ada", "Ada"),
    person("bea", "Béa"),
    person("twin1", "Sam"),
    person("twin2", "Sam"),
    person("v", "Vic", false),
  ],
  teams: [
    { slug: "retired", name: "Empty", formerNames: ["Checkout", "Panier"], personIds: [] },
    { slug: "checkout-team", name: "Checkout", formerNames: ["Béa", "Équipe caisse"], personIds: ["per_bea", "per_v"] },
    { slug: "vic", name: "Growth", formerNames: [], personIds: ["per_ada"] },
  ],
};
const both = (name: string) => ({ en: name, fr: name });
const edited = (...edits: Edit[]) => replayEdits(referencePlan, edits);
const update = (id: string, changes: object): Edit => ({ command: "updateEvent", id, changes }) as Edit;

describe("an owner", () => {
  it.each([
    ["Checkout", "team"],
    ["  checkout ", "team"],
    ["checkout-team", "team"],
    ["équipe Caisse", "team"],
    ["béa", "team"],
    ["vic", "team"],
    ["Panier", "cannot_review"],
    ["ADA@example.test", "person"],
    ["Ada", "person"],
    ["Sam", "namesakes"],
    ["Empty", "cannot_review"],
    ["Marketing", "nobody"],
  ])("%s is %s", (owner, expected) => {
    const resolved = resolveOwner(owner, directory);
    expect(resolved.kind === "unknown" ? resolved.reason : resolved.kind).toBe(expected);
  });
});

describe("what a branch touches", () => {
  it("belongs to the owners of its objects as they were before", () => {
    const after = edited(
      update("evt_order_completed", { owner: "Ada", description: { en: "Paid." } }),
      update("evt_payment", { critical: true }),
      { command: "updateBundle", id: "bdl_campaign", changes: { tags: { add: ["x"] } } } as Edit,
    );
    expect(touchedOwners(referencePlan, after)).toEqual([
      // The second has no owner of its own: its category has.
      { owner: "Checkout", objects: [both("Order Completed"), both("Payment Attempted")] },
      { owner: "Marketing", objects: [both("Campaign")] },
    ]);
  });

  it("belongs, when it is new, to whom it names, and when it goes, to whom it had", () => {
    const added = edited(update("evt_payment", { owner: "Ada" }));
    const gone = replayEdits(added, [{ command: "removeObject", kind: "event", id: "evt_payment", cascade: true }]);
    expect(touchedOwners(added, gone)).toContainEqual({ owner: "Ada", objects: [both("Payment Attempted")] });
    expect(touchedOwners(gone, added)).toContainEqual({ owner: "Ada", objects: [both("Payment Attempted")] });
  });

  it("is called as each language calls it", () => {
    const [decision] = referencePlan.decisions;
    const changes = { owner: "Ada", name: { en: "What to sell", fr: "Quoi vendre" } };
    const named = edited({ command: "updateDecision", id: decision?.id ?? "", changes } as Edit);
    const moved = replayEdits(named, [
      { command: "updateDecision", id: decision?.id ?? "", changes: { description: { en: "Weekly." } } } as Edit,
    ]);
    expect(touchedOwners(named, moved)).toEqual([
      { owner: "Ada", objects: [{ en: "What to sell", fr: "Quoi vendre" }] },
    ]);
  });

  it("is nobody's where nothing differs", () => {
    expect(touchedOwners(referencePlan, JSON.parse(JSON.stringify(referencePlan)))).toEqual([]);
  });
});

describe("the agreement of owners", () => {
  const touched = [
    { owner: "Checkout", objects: [both("Order Completed")] },
    { owner: "Marketing", objects: [both("Campaign")] },
  ];
  const states = (approvers: string[], soleAuthor?: string, of = touched) =>
    ownerChecks(of, directory, { approvers: new Set(approvers), soleAuthor }).map(
      ({ owner, state, by }) => `${owner} ${state}${by ? ` ${by}` : ""}`,
    );

  it("is that of any member of the team; an owner nobody stands for is told of", () => {
    expect(states([])).toEqual(["Checkout missing", "Marketing unknown"]);
    expect(states(["per_ada"])).toEqual(["Checkout missing", "Marketing unknown"]);
    expect(states(["per_bea"])).toEqual(["Checkout approved Béa", "Marketing unknown"]);
    expect(states([], "per_bea")).toEqual(["Checkout author Béa", "Marketing unknown"]);
  });

  it("is that of each person of the name where several have it: who takes another's name agrees for nobody else", () => {
    const sams = [{ owner: "Sam", objects: [both("Order Completed")] }];
    expect(states([], undefined, sams)).toEqual(["Sam missing"]);
    expect(states(["per_twin1"], undefined, sams)).toEqual(["Sam missing"]);
    expect(states([], "per_twin2", sams)).toEqual(["Sam missing"]);
    expect(states(["per_twin1"], "per_twin2", sams)).toEqual(["Sam approved Sam"]);
    expect(states(["per_twin1", "per_twin2"], undefined, sams)).toEqual(["Sam approved Sam"]);
  });
});
