import { expect, it } from "vitest";
import { asProject, makeWorld } from "../access/testing.ts";
import { newId } from "../base/id.ts";
import { tellHappenings } from "../notify/fan-out.ts";
import { noticePath } from "../notify/notice-sentence.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { tellFailing } from "./tell-failing.ts";

usePlanDb();

const DAY_MS = 86_400_000;

it("tells admins once that a destination has taken nothing for a day, and nobody of one that is paused", async () => {
  const world = await makeWorld();
  const { projectId } = await asProject(world);
  const now = Date.now();
  const add = async (name: string, failingMs: number, pausedAt: Date | null = null) => {
    const id = newId("dst");
    const since = new Date(now - failingMs);
    const place = { position: 0n, positionAt: since, releasedAt: since };
    const common = { id, projectId, name, kind: "webhook", url: "https://hooks.example.com", secret: "s", pausedAt };
    await planDb().destination.create({ data: { ...common, ...place, failingSince: since } });
    return id;
  };
  const long = await add("Warehouse", DAY_MS + 1);
  await add("Lately", DAY_MS - 60_000);
  await add("Paused", 2 * DAY_MS, new Date(now));
  const told = async () => {
    while ((await tellHappenings(now + 1_000)) > 0);
    const where = { personId: world.people.admin.id, kind: "destination_failing" };
    return (await planDb().notification.findMany({ where })).map(({ payload }) => payload);
  };
  await tellFailing(now);
  await tellFailing(now + 60_000 - 1);
  expect(await told()).toMatchObject([{ subject: "Warehouse", destination: long }]);
  expect(noticePath("shop", { kind: "destination_failing", payload: { destination: long } })).toBe(
    `/shop/settings/destinations/${long}`,
  );
  await tellFailing(now + 60_000);
  expect(await planDb().happening.count({ where: { projectId, kind: "destination_failing" } })).toBe(2);
});
