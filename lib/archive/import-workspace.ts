/** Opens an archive as a new workspace, whole or not at all. */

import { createHash } from "node:crypto";
import type pg from "pg";
import { recordAudit } from "../access/audit.ts";
import type { Actor } from "../access/authorized.ts";
import { freeSlug, isSlug, slugOf } from "../access/slug.ts";
import { newWriteKey } from "../access/write-key.ts";
import { isUserError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { notify } from "../base/notify.ts";
import { contentHash } from "../plan/canonical-json.ts";
import { documentOfPlan, type PlanDocument, planOfDocument } from "../plan/document.ts";
import { readImageHeader } from "../plan/image-header.ts";
import { writeVersionFiles } from "../plan/store-version-file.ts";
import { connectPlanStore } from "../store/plan-connection.ts";
import { planDb } from "../store/plan-db.ts";
import { PEOPLE, REFUSALS } from "./archive-format.ts";
import { personOf, placePeople } from "./import-people.ts";
import { freeProjectSlugs, type InspectedArchive, inspectArchive } from "./inspect-archive.ts";
import { type OpenArchive, readArchive } from "./read-archive.ts";
import { newIdsFor, withNewIds } from "./renamed-ids.ts";
import { RowWriter } from "./write-rows.ts";

export interface ImportOptions {
  readonly actor: Actor;
  /** Becomes an owner, whoever the archive names. Absent: the archive's owners are let in. */
  readonly ownerId?: string;
  /** The same by e-mail; whoever has no account gets one, without a password. */
  readonly ownerEmail?: string;
  readonly dataDir: string;
}

export interface ImportedWorkspace {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly projects: readonly string[];
  /** E-mails of its owners. */
  readonly owners: readonly string[];
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
}

type Row = Record<string, unknown>;

/** Any number; imports wait for one another under it, so that no two choose one slug. */
const LOCK = 7_215_002;

/** Reads the archive twice: to prove it, then to write it. Throws `invalid_input` with the reason; nothing is written then. */
export async function importWorkspace(open: OpenArchive, options: ImportOptions): Promise<ImportedWorkspace> {
  const inspected = await inspectArchive(open);
  const client = await connectPlanStore();
  let imported: ImportedWorkspace;
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1::bigint)", [LOCK]);
    imported = await load(client, open, inspected, options);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw isUserError(error) ? error : mended(error);
  } finally {
    await client.end();
  }
  await settle(imported, options);
  return imported;
}

/** What the store refuses of a row is a fault of the archive: it was checked for everything else. */
function mended(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!/^(22|23)/.test(code)) return error;
  const table = error instanceof Error && "table" in error ? String(error.table) : "";
  return REFUSALS.contradicts(table || "rows");
}

/** What is not part of the store's one change: the audit log's entry, files of versions, and word to the process. */
async function settle(imported: ImportedWorkspace, { actor, dataDir }: ImportOptions): Promise<void> {
  const { workspaceId, name } = imported;
  await recordAudit(planDb(), { workspaceId, actor, action: "workspace.import", target: name });
  const projects = await planDb().project.findMany({ where: { workspaceId }, select: { id: true } });
  for (const { id } of projects) {
    // The next publish writes what is missing.
    await writeVersionFiles(dataDir, id).catch(() => undefined);
    notify("sourcesChanged", { projectId: id });
  }
}

async function load(
  client: pg.Client,
  open: OpenArchive,
  inspected: InspectedArchive,
  options: ImportOptions,
): Promise<ImportedWorkspace> {
  const { header, people, counts } = inspected;
  const owners = await ownersOf(open);
  const slugs = await freeProjectSlugs(header.projects);
  const slug = await freeSlug(
    isSlug(header.workspace.slug) ? header.workspace.slug : slugOf(header.workspace.name, "workspace"),
    async (candidate) => (await planDb().workspace.count({ where: { slug: candidate } })) > 0,
  );
  const ids = await newIdsFor(client, inspected);
  const { ownerEmail } = options;
  const named = people.filter(({ email }) => email === ownerEmail).map(({ id }) => id);
  const letIn = ownerEmail === undefined && options.ownerId === undefined ? owners : new Set(named);
  const placed = await placePeople(client, people, letIn);
  for (const [from, to] of placed) ids.set(from, to);
  const ownerId = ownerEmail === undefined ? options.ownerId : await personOf(client, ownerEmail);
  const writer = new RowWriter(client, own(inspected, ids, new Set(placed.values())));
  const change = (table: string, row: Row): Row => changed(table, row, { slug, slugs });
  const images = new Map<string, Row>();
  for await (const file of readArchive(open)) {
    if (file.kind === "rows" && file.table === "PlanImage") {
      for (const row of file.rows) images.set(`${row.projectId}/${row.hash}`, withNewIds(row, ids) as Row);
    } else if (file.kind === "rows" && file.table !== PEOPLE) {
      for (const row of file.rows) proved(file.table, row);
      await writer.write(
        file.table,
        file.rows.map((row) => change(file.table, withNewIds(row, ids) as Row)),
      );
    } else if (file.kind === "image") await writer.writeImage(imageRow(images, file), file.bytes);
  }
  if (images.size > 0) throw REFUSALS.contradicts("PlanImage");
  const [archived] = inspected.ids.get("Workspace") ?? [];
  const workspaceId = ids.get(archived ?? "") ?? archived ?? "";
  await addKeys(client, workspaceId);
  return {
    workspaceId,
    slug,
    name: header.workspace.name,
    projects: [...slugs.values()],
    owners: await keepOwner(client, workspaceId, ownerId),
    counts,
  };
}

/** The archive's ids of people who own the workspace. */
async function ownersOf(open: OpenArchive): Promise<ReadonlySet<string>> {
  const owners = new Set<string>();
  for await (const file of readArchive(open)) {
    if (file.kind !== "rows" || file.table !== "Membership") continue;
    for (const { personId, role } of file.rows) if (role === "owner") owners.add(String(personId));
  }
  return owners;
}

/** Ids that rows may refer to: those of the archive, as they are here. */
function own(
  { ids }: InspectedArchive,
  renamed: ReadonlyMap<string, string>,
  people: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = [...ids].map(([table, some]) => [table, new Set([...some].map((id) => renamed.get(id) ?? id))] as const);
  return new Map([...all, ["Person", people]]);
}

/** What a workspace cannot take over as it is: names that are taken, and work that was under way elsewhere. */
function changed(table: string, row: Row, names: { slug: string; slugs: ReadonlyMap<string, string> }): Row {
  switch (table) {
    case "Workspace":
      return { ...row, slug: names.slug };
    case "Project":
      return { ...row, slug: slugHere(names.slugs, row) };
    case "Reverdict":
      return row.state === "running" ? { ...row, state: "failed" } : row;
    case "Backtest":
      return row.state === "running" ? { ...row, state: "cancelled" } : row;
    default:
      return row;
  }
}

function slugHere(slugs: ReadonlyMap<string, string>, row: Row): string {
  const slug = slugs.get(String(row.slug));
  if (slug === undefined) throw REFUSALS.contradicts("Project");
  return slug;
}

/** Rows that are named by the hash of what they hold must hold it: others may come to share them. */
function proved(table: string, row: Row): void {
  if (table === "PlanSnapshot" && contentHash(row.document) !== row.id) throw REFUSALS.changed(String(row.id));
  if (table !== "PlanVersion") return;
  const hashed = (plan: unknown) => contentHash({ plan, eventVersions: row.eventVersions });
  if (hashed(row.document) === row.hash) return;
  const plan = documentOfPlan(planOfDocument(row.document as PlanDocument));
  if (hashed(plan) !== row.hash) throw REFUSALS.changed(`${row.projectId} ${row.version}`);
}

/** The row of a picture, once: of the kind and size its bytes say. */
function imageRow(
  rows: Map<string, Row>,
  image: { readonly projectId: string; readonly hash: string; readonly bytes: Buffer },
): Row {
  const path = `${image.projectId}/${image.hash}`;
  const row = rows.get(path);
  rows.delete(path);
  const header = readImageHeader(image.bytes);
  const same =
    createHash("sha256").update(image.bytes).digest("hex") === image.hash &&
    header !== undefined &&
    header.mediaType === row?.mediaType;
  if (row === undefined || !same) throw REFUSALS.changed(path);
  return row;
}

/** A source that is in use can receive from the first moment. */
async function addKeys(client: pg.Client, workspaceId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select s."id" from "Source" s join "Project" p on p."id" = s."projectId"
     where p."workspaceId" = $1 and s."archivedAt" is null`,
    [workspaceId],
  );
  for (const { id } of rows)
    await client.query(`insert into "WriteKey" ("id", "key", "sourceId") values ($1, $2, $3)`, [
      newId("key"),
      newWriteKey(),
      id,
    ]);
}

const NO_OWNER = {
  path: "owner",
  en: "The archive names no owner who stays. Say who becomes the owner.",
  fr: "L’archive ne nomme aucun propriétaire qui reste. Dites qui devient propriétaire.",
};

/** Somebody must own it from the first moment, without an end. Answers the owners' e-mails. */
async function keepOwner(client: pg.Client, workspaceId: string, ownerId: string | undefined): Promise<string[]> {
  if (ownerId !== undefined)
    await client.query(
      `insert into "Membership" ("workspaceId", "personId", "role") values ($1, $2, 'owner')
       on conflict ("workspaceId", "personId") do update set "role" = 'owner', "endsAt" = null`,
      [workspaceId, ownerId],
    );
  const { rows } = await client.query<{ email: string }>(
    `select p."email" from "Membership" m join "Person" p on p."id" = m."personId"
     where m."workspaceId" = $1 and m."role" = 'owner' and m."endsAt" is null and p."disabledAt" is null order by 1`,
    [workspaceId],
  );
  if (rows.length === 0) throw new UserError("invalid_input", { fields: [NO_OWNER] });
  return rows.map(({ email }) => email);
}
