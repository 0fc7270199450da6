import { expect, it } from "vitest";
import { planDb } from "./plan-db.ts";
import { usePlanDb } from "./testing.ts";

usePlanDb();

const refused = (path: string) =>
  expect.objectContaining({ code: "invalid_input", fields: [expect.objectContaining({ path })] });

it("refuses by name what no column of text or JSON keeps, wherever it came in", async () => {
  const db = planDb();
  await expect(db.project.findUnique({ where: { slug: "shop\0" } })).rejects.toEqual(refused("slug"));
  await expect(db.$queryRaw`select ${"a\0"}::text`).rejects.toEqual(refused("0"));
  for (const text of ["\0", "\ud800"])
    await expect(db.importMapping.findMany({ where: { mapping: { equals: { text } } } })).rejects.toEqual(
      refused("text"),
    );
});

it("leaves every other failure, and a failed transaction, as they are", async () => {
  const db = planDb();
  await expect(db.workspace.findUniqueOrThrow({ where: { slug: "nobody" } })).rejects.toMatchObject({ code: "P2025" });
  const run = db.$transaction(async (inside) => {
    await inside.workspace.create({ data: { id: "wsp_kept", name: "Kept", slug: "kept" } });
    await inside.workspace.findFirst({ where: { name: "a\0" } });
  });
  await expect(run).rejects.toEqual(refused("name"));
  expect(await db.workspace.count({ where: { slug: "kept" } })).toBe(0);
});
