import { afterAll, beforeAll, expect, it } from "vitest";
import { notify } from "../base/notify.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { revokeToken } from "./api-token.ts";
import { listAudit } from "./audit.ts";
import { watchLeakedTokens } from "./leaked-token.ts";
import { secretHash } from "./secret.ts";
import { asProject, makeToken, makeWorld, type TestWorld } from "./testing.ts";

usePlanDb();
let world: TestWorld;
let stop: () => void;
beforeAll(async () => {
  world = await makeWorld();
  stop = watchLeakedTokens();
});
afterAll(() => stop());

const tell = (secret: string) => notify("tokenSentAsKey", { hash: Buffer.from(secretHash(secret)).toString("hex") });
const entries = () => planDb().auditEntry.findMany({ where: { action: "token.leaked" } });

it("puts a token that was sent as a write key down for the admins of its project: once, and never its text", async () => {
  const { id, token } = await makeToken(world.project.id, "editor");
  const other = await makeToken(world.otherProject.id, "editor");
  const revoked = await makeToken(world.project.id, "viewer");
  await revokeToken(await asProject(world), revoked.id);
  tell("gbt_nobody_has_this");
  tell(revoked.token);
  for (let time = 0; time < 5; time++) tell(token);
  tell(other.token);
  await expect.poll(async () => (await entries()).length).toBe(2);
  const { entries: seen } = await listAudit(await asProject(world, "admin"), { action: "token.leaked" });
  expect(seen).toMatchObject([{ target: "editor token", actorName: "Gabarit", detail: { id } }]);
  const told = (await entries()).map(({ target, detail }) => JSON.stringify({ target, detail })).join();
  expect(told).not.toContain(token.slice(12));
  const later = await makeToken(world.project.id, "viewer");
  tell(token);
  tell(later.token);
  await expect.poll(async () => (await entries()).map(({ target }) => target)).toContain("viewer token");
  expect(await entries()).toHaveLength(3);
});
