import { beforeAll, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { SavedDefinition } from "./affected.ts";
import { listViolations, loadViolation } from "./store.ts";

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
