import { expect, test } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { newId } from "../base/id.ts";
import { planDb } from "./plan-db.ts";
import { systemPostgres15 } from "./postgres-binaries.ts";
import { usePlanDb } from "./testing.ts";

usePlanDb();

test("the client writes and reads every kind of column it has", async () => {
  const workspace = await planDb().workspace.create({
    data: { id: newId("wsp"), slug: "shop", name: "Boutique d’été" },
  });
  const project = await planDb().project.create({
    data: { id: newId("prj"), workspaceId: workspace.id, slug: "shop", name: "Shop" },
  });
  await planDb().apiToken.create({
    data: {
      id: newId("tok"),
      projectId: project.id,
      name: "ci",
      tokenHash: new Uint8Array([0, 255, 39, 92]),
      prefix: "gbt_abcd",
      role: "owner",
      scopes: ["plan.read", "a'b\\"],
      expiresAt: new Date("2030-01-02T03:04:05.678Z"),
    },
  });
  await planDb().auditEntry.create({
    data: { projectId: project.id, actorName: "x", action: "plan.edit", target: "t", detail: { a: [1, null, "é"] } },
  });
  const found = await planDb().project.findUniqueOrThrow({ where: { id: project.id }, include: { tokens: true } });
  expect(found.tokens[0]).toMatchObject({
    scopes: ["plan.read", "a'b\\"],
    expiresAt: new Date("2030-01-02T03:04:05.678Z"),
  });
  expect([...(found.tokens[0]?.tokenHash ?? [])]).toEqual([0, 255, 39, 92]);
  const [entry] = await planDb().auditEntry.findMany({ where: { projectId: project.id } });
  expect(entry?.detail).toEqual({ a: [1, null, "é"] });
  expect(typeof entry?.id).toBe("bigint");
});

test("a failed transaction leaves nothing, and says which rule it broke", async () => {
  const attempt = planDb().$transaction(async (tx) => {
    await tx.workspace.create({ data: { id: newId("wsp"), slug: "twice", name: "a" } });
    await tx.workspace.create({ data: { id: newId("wsp"), slug: "twice", name: "b" } });
  });
  await expect(attempt).rejects.toMatchObject({ code: "P2002" });
  expect(await planDb().workspace.count({ where: { slug: "twice" } })).toBe(0);
});

test("of concurrent compare-and-set writers exactly one wins each round", async () => {
  const workspace = await planDb().workspace.create({ data: { id: newId("wsp"), slug: "race", name: "r" } });
  const project = await planDb().project.create({
    data: { id: newId("prj"), workspaceId: workspace.id, slug: "race", name: "Race" },
  });
  const id = newId("brn");
  await planDb().planBranch.create({ data: { id, projectId: project.id, name: "main" } });
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      planDb().planBranch.updateMany({ where: { id, revision: 0 }, data: { revision: { increment: 1 } } }),
    ),
  );
  expect(results.reduce((sum, result) => sum + result.count, 0)).toBe(1);
});

test("the server is the release that was asked for", async () => {
  const [row] = await planDb().$queryRaw<{ server_version: string }[]>`show server_version`;
  const old = readDevelopmentVariable("TEST_POSTGRES") === "15" && systemPostgres15() !== undefined;
  expect(row?.server_version).toMatch(old ? /^15\./ : /^18\./);
});
