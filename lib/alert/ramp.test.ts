/** Rules for a part of the users: taken back once, when less of the part is accepted than of the rest. */

import { expect, it } from "vitest";
import { listAudit } from "../access/audit.ts";
import { getSource } from "../access/source.ts";
import { shareOf } from "../ingest/enforce.ts";
import { paidEvent } from "../ingest/testing/paid-plan.ts";
import { createTestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import type { EnforcementRule } from "../plan/enforcement.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import type { RampRow } from "./ramp.sql.ts";
import { fallenRules, watchRamps } from "./ramp.ts";

const server = useTestServer();

const ramp: EnforcementRule = { calls: [], percent: 50, rollback: 20, mode: "block", strip: "nothing" };

/** Users of the ramp's part, and others. */
const USERS = Array.from({ length: 200 }, (_, index) => `user-${index}`);
const shareOfUser = (userId: string) => shareOf({ userId, anonymousId: "" });
const [OWN, REST] = [USERS.filter((id) => shareOfUser(id) < 50), USERS.filter((id) => shareOfUser(id) >= 50)];

function rows(users: readonly string[], count: number, accepted: number, app_version = ""): RampRow[] {
  return users.slice(0, count).map((user_id, index) => ({
    ...{ call_type: "track", app_version, user_id, anonymous_id: "" },
    disposition: index < accepted ? "analysis" : "held",
  }));
}

it("falls from its threshold on, the threshold included, and only with events enough on both sides", () => {
  expect(fallenRules([ramp], [...rows(OWN, 50, 30), ...rows(REST, 50, 40)])).toEqual([0]);
  expect(fallenRules([ramp], [...rows(OWN, 50, 31), ...rows(REST, 50, 40)])).toEqual([]);
  expect(fallenRules([ramp], [...rows(OWN, 19, 0), ...rows(REST, 50, 50)])).toEqual([]);
  expect(fallenRules([ramp], [...rows(OWN, 50, 0), ...rows(REST, 19, 19)])).toEqual([]);
  expect(fallenRules([{ ...ramp, rollback: undefined }], [...rows(OWN, 50, 0), ...rows(REST, 50, 50)])).toEqual([]);
});

it("looks at what a rule is for alone, and not at what an earlier rule took", () => {
  const bad = [...rows(OWN, 50, 0, "2.0"), ...rows(REST, 50, 50, "2.0")];
  expect(fallenRules([{ ...ramp, from: "3.0" }], bad)).toEqual([]);
  expect(fallenRules([{ ...ramp, calls: ["page"] }], bad)).toEqual([]);
  expect(fallenRules([{ ...ramp, percent: 100, rollback: undefined }, ramp], bad)).toEqual([]);
  expect(fallenRules([{ ...ramp, from: "3.0" }, ramp], bad)).toEqual([1]);
});

it("takes the rule away once, whichever process looks, says so in the audit log, and tells of it", async () => {
  const project = await createTestProject();
  await project.publish({ ...referencePlan, events: [paidEvent({ type: { kind: "number" } })] });
  const kept: EnforcementRule = { calls: ["page"], percent: 50, mode: "block", strip: "nothing" };
  const source = await project.source({ strip: "unplanned", rules: [kept, ramp] });
  const batch = [...OWN.slice(0, 30), ...REST.slice(0, 30)].map((userId) => {
    return { type: "track", event: "Paid", userId, properties: { amount: 1, extra: 1 } };
  });
  expect((await server.post("/v1/batch", { batch, writeKey: source.writeKey })).status).toBe(200);
  await server.ingest.settled();
  const now = Date.now() + 1;
  await Promise.all([watchRamps(now), watchRamps(now)]);
  await watchRamps(now);
  const { rules } = await getSource(project.authorized, source.slug);
  expect(rules).toMatchObject([{ calls: ["page"], percent: 50 }]);
  const told = await planDb().happening.findMany({ where: { projectId: project.id, kind: "ramp_rolled_back" } });
  expect(told.map(({ payload }) => payload)).toMatchObject([{ source: source.slug }]);
  const entries = (await listAudit(project.authorized)).entries.filter(({ target }) => target === source.slug);
  expect(entries).toMatchObject([
    {
      ...{ action: "source.update", actorId: null },
      detail: { rules: "page 50%: block, nothing; * 50% ↩20: block, nothing → page 50%: block, nothing" },
    },
  ]);
});
