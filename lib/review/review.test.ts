import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BRANCH_STATES } from "../plan/store-branch.ts";
import type { OwnerCheck } from "./owner.ts";
import {
  countingApprovals,
  mergeObstacles,
  obstacleText,
  type ReviewFacts,
  refusalOf,
  type StandingVerdict,
  stateOfReview,
  VERDICTS,
} from "./review.ts";

const PERSON = { kind: "person", id: "per_bea" };

function facts(given: Partial<ReviewFacts> = {}): ReviewFacts {
  return {
    requiredApprovals: 1,
    mainProtected: false,
    mostNewlyFailing: null,
    state: "ready",
    revision: 3,
    hasChanges: true,
    standing: [],
    authors: new Set(["per_ada"]),
    owners: [],
    backtest: undefined,
    ...given,
  };
}

const said = (personId: string, verdict: StandingVerdict["verdict"], revision = 3): StandingVerdict => ({
  personId,
  personName: personId.slice(4),
  verdict,
  revision,
});

const missed = (personId: string): OwnerCheck => ({
  owner: "Data",
  objects: [{ en: "Order Completed", fr: "Order Completed" }],
  state: "missing",
  resolved: { kind: "person", name: "x", people: [{ personId, name: "x", email: "x@example.test", mayReview: true }] },
});

const anyFacts = fc
  .record({
    requiredApprovals: fc.integer({ min: 0, max: 5 }),
    mainProtected: fc.boolean(),
    state: fc.constantFrom(...BRANCH_STATES),
    standing: fc.array(
      fc.record({
        personId: fc.constantFrom("per_ada", "per_bea", "per_cid", "per_dan"),
        personName: fc.constant("x"),
        verdict: fc.constantFrom(...VERDICTS),
        revision: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 6 },
    ),
    authors: fc.subarray(["per_ada", "per_bea"]).map((ids) => new Set(ids)),
  })
  .map((given) => facts(given));

describe("what may be done", () => {
  it.each([
    ["ask", { state: "open" }, undefined],
    ["ask", { state: "open", hasChanges: false }, "nothing_changed"],
    ["ask", { state: "ready" }, "asked_already"],
    ["ask", { state: "approved" }, "asked_already"],
    ["ask", { state: "changes_requested", standing: [said("per_bea", "request_changes", 3)] }, "unanswered"],
    ["ask", { state: "changes_requested", standing: [said("per_bea", "request_changes", 2)] }, undefined],
    ["ask", { state: "open", standing: [said("per_bea", "request_changes", 3)] }, "unanswered"],
    ["ask", { state: "merged" }, "over"],
    ["withdraw", { state: "ready" }, undefined],
    ["withdraw", { state: "open" }, "not_asked"],
    ["approve", { state: "ready" }, undefined],
    ["approve", { state: "open" }, "not_asked"],
    ["approve", { state: "closed" }, "over"],
    ["approve", { state: "ready", authors: new Set(["per_bea"]) }, "own_work"],
    ["approve", { state: "ready", authors: new Set(["per_bea"]), requiredApprovals: 0 }, undefined],
    ["approve", { state: "ready", authors: new Set(["per_bea"]), owners: [missed("per_bea")] }, "own_work"],
    [
      "approve",
      { state: "ready", authors: new Set(["per_bea"]), owners: [missed("per_bea")], mainProtected: true },
      undefined,
    ],
    ["request_changes", { state: "approved", authors: new Set(["per_bea"]) }, undefined],
  ] as const)("%s when %o: %s", (act, given, refusal) => {
    expect(refusalOf(act, facts(given as Partial<ReviewFacts>), PERSON)).toBe(refusal);
  });

  it("no token gives a verdict", () => {
    for (const verdict of VERDICTS)
      expect(refusalOf(verdict, facts(), { kind: "token", id: "tok_1" })).toBe("people_only");
  });
});

describe("approvals", () => {
  it("count each person once, and nobody for work of their own where they are required", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const people = countingApprovals(given).map(({ personId }) => personId);
        expect(new Set(people).size).toBe(people.length);
        if (given.requiredApprovals > 0) for (const id of people) expect(given.authors.has(id)).toBe(false);
      }),
    );
  });

  it("make a branch approved, and a request for changes unmakes it", () => {
    expect(stateOfReview(facts())).toBe("ready");
    expect(stateOfReview(facts({ standing: [said("per_bea", "approve")] }))).toBe("approved");
    expect(stateOfReview(facts({ standing: [said("per_bea", "approve")], requiredApprovals: 2 }))).toBe("ready");
    const both = [said("per_bea", "approve"), said("per_cid", "request_changes")];
    expect(stateOfReview(facts({ standing: both }))).toBe("changes_requested");
    const owner = { owner: "Data", objects: [], resolved: { kind: "unknown", reason: "nobody" } } as const;
    const approved = facts({ standing: [said("per_bea", "approve")], mainProtected: true });
    expect(stateOfReview({ ...approved, owners: [{ ...owner, state: "missing" }] })).toBe("ready");
    expect(stateOfReview({ ...approved, owners: [{ ...owner, state: "unknown" }] })).toBe("approved");
  });
});

describe("merging", () => {
  it("needs nothing where nothing is asked for", () => {
    expect(mergeObstacles(facts({ state: "open", requiredApprovals: 0 }))).toEqual([]);
  });

  it("an approved branch has no obstacle, whatever the rules", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        if (given.state === "open" || stateOfReview(given) !== "approved") return;
        expect(mergeObstacles(given)).toEqual([]);
      }),
    );
  });

  it.each([
    [{}, undefined],
    [{ stale: "main" as const }, "stale"],
    [{ environment: "staging" }, "partial"],
    [{ days: 6 }, "partial"],
    [{ failing: 11 }, "failing"],
    [{ failing: 0, judged: 0 }, undefined],
  ])("lets a required back-test through as far as it speaks of what is merged: %j", (given, reason) => {
    const backtest = { days: 30, environment: "production", failing: 10, judged: 1000, stale: null, ...given };
    const asked = facts({ requiredApprovals: 0, mostNewlyFailing: 1, backtest });
    const [obstacle] = mergeObstacles(asked);
    expect(obstacle).toEqual(reason === undefined ? undefined : expect.objectContaining({ code: "backtest", reason }));
    if (obstacle !== undefined) expect(obstacleText(obstacle).fr).toMatch(/\.$/);
    expect(mergeObstacles({ ...asked, mostNewlyFailing: null })).toEqual([]);
    expect(mergeObstacles({ ...asked, hasChanges: false })).toEqual([]);
  });

  it("names everything that is missing, in both languages", () => {
    const owner = {
      owner: "Data",
      objects: [{ en: "Order Completed", fr: "Order Completed" }],
      state: "missing" as const,
    };
    const resolved = { kind: "team" as const, name: "Data", people: [] };
    const given = facts({
      state: "open",
      requiredApprovals: 2,
      mainProtected: true,
      mostNewlyFailing: 1,
      standing: [said("per_bea", "request_changes"), said("per_cid", "approve"), said("per_ada", "approve")],
      owners: [{ ...owner, resolved }],
    });
    const obstacles = mergeObstacles(given);
    expect(obstacles).toEqual([
      { code: "not_asked" },
      { code: "changes_requested", by: ["bea"] },
      { code: "approvals", have: 1, need: 2 },
      { code: "backtest", reason: "none" },
      { code: "owner", owner: "Data" },
    ]);
    for (const obstacle of obstacles) {
      const { en, fr } = obstacleText(obstacle);
      expect(en).toMatch(/\.$/);
      expect(fr).toMatch(/\.$/);
      expect(fr).not.toBe(en);
    }
  });
});
