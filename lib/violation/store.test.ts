import { beforeAll, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import type { SavedDefinition } from "./affected.ts";
import { decideViolations } from "./decide.ts";
import { VIOLATION_STATES } from "./state.ts";
import { listViolations, loadViolation, type Movable, violationsNamed } from "./store.ts";

const server = useTestServer();
let made: TestProject;
beforeAll(async () => {
  made = await createTestProject();
  await made.publish(referencePlan);
});

const ofPeople = (id: string, filter: SavedDefinition["definition"]): SavedDefinition => ({
  id,
  kind: "cohort",
  name: id,
  definition: { kind: "property", filter },
});

it("a held value of a user or group property names the cohorts that read the property", async () => {
  const { writeKey } = await made.source();
  const batch = [
    { type: "identify", userId: "u1", traits: { plan: 42 } },
    { type: "group", userId: "u1", groupId: "g1", traits: { seats: "many" } },
  ];
  expect((await server.post("/v1/batch", { batch, writeKey })).status).toBe(200);
  await server.ingest.settled();
  const definitions = [
    ofPeople("coh_plan", { userProperty: "prp_user_plan", op: "=", value: "trial" }),
    ofPeople("coh_seats", { groupProperty: "prp_account_seats", op: ">", value: 10 }),
    ofPeople("coh_nps", { userProperty: "prp_user_nps", op: ">", value: 8 }),
  ];
  const { items } = await listViolations(made.authorized);
  const affected = await Promise.all(
    items.map(async ({ fingerprint, path }) => {
      const found = await loadViolation(made.authorized, fingerprint, { plan: referencePlan, definitions });
      return [path, found.affected.map(({ id }) => id)] as const;
    }),
  );
  expect(Object.fromEntries(affected)).toEqual({ "/traits/plan": ["coh_plan"], "/traits/seats": ["coh_seats"] });
});

it.each(["0".repeat(16), "0".repeat(64), "../"])("is not found under %s, which names none", async (fingerprint) => {
  await expect(loadViolation(made.authorized, fingerprint)).rejects.toMatchObject({ code: "not_found" });
});

it("many are decided upon at once, and what stood before brings every one back", async () => {
  const { items } = await listViolations(made.authorized);
  const [first, second] = items.map(({ fingerprint }) => fingerprint);
  const both = [first ?? "", second ?? ""];
  const state = async () =>
    new Map(
      (await listViolations(made.authorized, { states: [...VIOLATION_STATES] })).items.map((one) => [
        one.fingerprint,
        one,
      ]),
    );
  await decideViolations(made.authorized, [{ fingerprint: both[0] ?? "", change: { to: "ignored" } }]);
  const resolved = both.map((fingerprint) => ({ fingerprint, change: { to: "resolved", release: "3.0.0" } as const }));
  const former = await decideViolations(made.authorized, resolved);
  expect([...(await state()).values()].map((one) => one.resolvedInRelease)).toEqual(["3.0.0", "3.0.0"]);
  await decideViolations(made.authorized, former);
  const back = await state();
  expect(both.map((fingerprint) => back.get(fingerprint)?.state)).toEqual(["ignored", "open"]);
});

it("is assigned to a member alone, named beside it, and waits like what is open", async () => {
  const [one] = (await listViolations(made.authorized)).items;
  const fingerprint = one?.fingerprint ?? "";
  const stranger = decideViolations(made.authorized, [
    { fingerprint, change: { to: "assigned", assigneeId: "psn_nobody" } },
  ]);
  await expect(stranger).rejects.toMatchObject({ code: "invalid_input", fields: [{ path: "/assignee" }] });
  const email = `${newId("per")}@example.com`;
  const person = await planDb().person.create({ data: { id: newId("per"), email, name: "Ada", passwordHash: "" } });
  const membership = { workspaceId: made.authorized.workspaceId, personId: person.id };
  await planDb().membership.create({ data: { ...membership, role: "viewer" } });
  await decideViolations(made.authorized, [{ fingerprint, change: { to: "assigned", assigneeId: person.id } }]);
  const named = async () => (await violationsNamed(made.authorized, [fingerprint]))[0];
  expect(await named()).toMatchObject({ state: "assigned", assignee: { personId: person.id, name: "Ada" } });
  expect((await listViolations(made.authorized)).items.map((item) => item.fingerprint)).toContain(fingerprint);
  await planDb().membership.deleteMany({ where: membership });
  expect((await named())?.state).toBe("open");
});

it("ranks by the people it is about, times one and what reads them", async () => {
  const { writeKey } = await made.source();
  const searched = (userId: string) => ({
    type: "track",
    event: "Product Searched",
    userId,
    properties: { query: 7 },
  });
  const seats = { type: "group", userId: "u1", groupId: "g1", traits: { seats: "many" } };
  expect((await server.post("/v1/batch", { batch: [searched("a"), searched("b"), seats], writeKey })).status).toBe(200);
  await server.ingest.settled();
  const definitions = ["one", "two"].map((id) =>
    ofPeople(id, { groupProperty: "prp_account_seats", op: ">", value: 10 }),
  );
  const order = async (movable: Movable) =>
    (await listViolations(made.authorized, { search: "s", codes: ["type_mismatch"] }, movable)).items.map(
      ({ path, moves }) => [path, moves],
    );
  const places = (await order({ plan: referencePlan, definitions })).filter(([path]) => path !== "/traits/plan");
  expect(places).toEqual([
    ["/traits/seats", 2],
    ["/properties/query", 0],
  ]);
  expect((await order({})).filter(([path]) => path !== "/traits/plan")[0]).toEqual(["/properties/query", 0]);
});
