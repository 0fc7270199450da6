/** Rows of a world that was made as people make one, to be copied under other ids and names in one statement. */

import { newId } from "../../base/id.ts";
import { canonicalJson, contentHash } from "../../plan/canonical-json.ts";
import { planDb } from "../../store/plan-db.ts";
import { newSecret, secretHash } from "../secret.ts";
import type { TestPerson, TestWorld } from "../testing.ts";

type Row = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<string, readonly Row[]>>;

export interface WorldTemplate {
  readonly world: TestWorld;
  readonly rows: Rows;
  readonly takenAt: number;
}

/** Everything that a new world consists of, by table; a row's numbers are given by the store. */
const TABLES: Readonly<Record<string, string>> = {
  Person: `t.id = any($2)`,
  Session: `t."personId" = any($2)`,
  Workspace: `t.id = any($1)`,
  Membership: `t."workspaceId" = any($1)`,
  Project: `t."workspaceId" = any($1)`,
  PlanSnapshot: `t.id in (select b."baseSnapshotId" from "PlanBranch" b join "Project" p on p.id = b."projectId" where p."workspaceId" = any($1))`,
  PlanBranch: `t."projectId" in (select id from "Project" where "workspaceId" = any($1))`,
  PlanObject: `t."branchId" in (select b.id from "PlanBranch" b join "Project" p on p.id = b."projectId" where p."workspaceId" = any($1))`,
  AuditEntry: `t."workspaceId" = any($1)`,
};
const NUMBERED: Readonly<Record<string, string>> = { Project: "number", AuditEntry: "id" };

function peopleOf(world: TestWorld): readonly TestPerson[] {
  return [...Object.values(world.people), world.outsider];
}

/** Of a world in which nothing was done yet. */
export async function takeTemplate(world: TestWorld): Promise<WorldTemplate> {
  const parts = Object.entries(TABLES).map(
    ([table, where]) => `'${table}', (select jsonb_agg(to_jsonb(t) order by t) from "${table}" t where ${where})`,
  );
  const found = await planDb().$queryRawUnsafe<readonly { readonly rows: Rows }[]>(
    `select jsonb_build_object(${parts.join(", ")}) as rows from (select $1::text[], $2::text[]) given`,
    [world.workspace.id, world.otherWorkspace.id],
    peopleOf(world).map(({ id }) => id),
  );
  return { world, rows: found[0]?.rows ?? {}, takenAt: Date.now() };
}

/** Other words for the ids, names, secrets and times of a template. */
function renaming({ world, takenAt }: WorldTemplate) {
  const ids = new Map<string, string>();
  const texts: (readonly [string, string])[] = [];
  for (const { slug } of [world.workspace, world.otherWorkspace]) {
    const [kind = "", tag = ""] = slug.split("-");
    const other = newId("wsp").slice(4, 9);
    const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    texts.push([slug, `${kind}-${other}`], [`${name} ${tag}`, `${name} ${other}`]);
  }
  const sessions = new Map<string, string>();
  for (const { email, session } of peopleOf(world)) {
    texts.push([email, email.replace(/-\w+@/, `-${newId("per").slice(4, 10)}@`)]);
    const token = newSecret();
    sessions.set(session, token);
    texts.push([hex(session), hex(token)]);
  }
  const later = Date.now() - takenAt;
  return (text: string): string => {
    let renamed = text.replaceAll(/\b(wsp|prj|brn|per|ses)_[0-9a-z]{16}\b/g, (id, prefix: "wsp") => {
      const other = ids.get(id) ?? newId(prefix);
      ids.set(id, other);
      return other;
    });
    for (const [one, other] of texts) renamed = renamed.replaceAll(one, other);
    renamed = renamed.replaceAll(/"[\w-]{43}"/g, (token) => {
      const other = sessions.get(token.slice(1, -1));
      return other === undefined ? token : `"${other}"`;
    });
    return renamed.replaceAll(/"(\d{4}-\d\d-\d\dT[\d:.]+\+00:00)"/g, (_, time: string) =>
      JSON.stringify(new Date(Date.parse(time) + later)),
    );
  };
}

function hex(secret: string): string {
  return Buffer.from(secretHash(secret)).toString("hex");
}

/** A snapshot is kept under the hash of what it holds. */
function hashed(text: string): string {
  const { PlanSnapshot: kept = [] } = JSON.parse(text) as Rows;
  return kept.reduce<string>((all, { id, document }) => all.replaceAll(String(id), contentHash(document)), text);
}

/** The same world once more, of other people and with nothing in it. */
export async function copyWorld(template: WorldTemplate): Promise<TestWorld> {
  const rename = renaming(template);
  const rows = hashed(rename(canonicalJson(template.rows)));
  const inserts = Object.entries(template.rows).map(([table, [first = {}]]) => {
    const columns = Object.keys(first)
      .filter((column) => column !== NUMBERED[table])
      .map((column) => `"${column}"`)
      .join(", ");
    return `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", (select rows->'${table}' from given))`;
  });
  const [last, ...others] = inserts.reverse();
  const steps = others.map((insert, at) => `made${at} as (${insert})`);
  await planDb().$executeRawUnsafe(`with given as (select $1::jsonb as rows), ${steps.join(", ")} ${last}`, rows);
  return JSON.parse(rename(JSON.stringify(template.world))) as TestWorld;
}
