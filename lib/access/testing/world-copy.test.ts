import { expect, it } from "vitest";
import { contentHash } from "../../plan/canonical-json.ts";
import { loadPlan } from "../../plan/store.ts";
import { planDb } from "../../store/plan-db.ts";
import { usePlanDb } from "../../store/testing.ts";
import { ROLES } from "../authorized.ts";
import { asProject, makeWorld, type TestWorld } from "../testing.ts";

usePlanDb();

type Counts = Readonly<Record<string, number>>;

/** How many rows each table holds. */
async function counted(): Promise<Counts> {
  const tables = await planDb().$queryRaw<readonly { readonly name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const each = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from "${name}"`);
  const rows = await planDb().$queryRawUnsafe<readonly { readonly name: string; readonly rows: number }[]>(
    each.join(" union all "),
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

/** How many rows of each table a new world is. */
async function worth(): Promise<readonly [TestWorld, Counts]> {
  const before = await counted();
  const world = await makeWorld();
  const more = Object.entries(await counted()).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return [world, Object.fromEntries(more.filter(([, count]) => count > 0))];
}

it("a copied world is a world like the ones before it, with nothing in common with them", async () => {
  const [first, rows] = await worth();
  expect(Object.keys(rows)).not.toHaveLength(0);
  const worlds = [first];
  for (let count = 0; count < 3; count++) {
    const [world, same] = await worth();
    expect(same).toEqual(rows);
    worlds.push(world);
  }
  const said = worlds.flatMap((world) => Object.values(world.people).concat(world.outsider).flatMap(Object.values));
  const places = worlds.flatMap(({ workspace, project, otherWorkspace, otherProject }) =>
    [workspace, project, otherWorkspace, otherProject].flatMap(Object.values),
  );
  expect(said).toHaveLength(4 * 5 * 3);
  expect(new Set([...said, ...places]).size).toBe(said.length + places.length);
  for (const world of worlds) {
    for (const role of ROLES) {
      const project = await asProject(world, role);
      expect(project).toMatchObject({ projectId: world.project.id, slug: world.project.slug, role });
    }
    const { plan } = await loadPlan(await asProject(world));
    const name = (await planDb().project.findUniqueOrThrow({ where: { id: world.project.id } })).name;
    expect([plan.slug, plan.name]).toEqual([world.project.slug, { en: name, fr: name }]);
  }
  for (const { id, document } of await planDb().planSnapshot.findMany()) expect(contentHash(document)).toBe(id);
});
