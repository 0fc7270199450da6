/** Opens an archive as a new workspace, whole or not at all. */

import type pg from "pg";
import type { Actor } from "../access/authorized.ts";
import { freeSlug, isSlug, slugOf } from "../access/slug.ts";
import { newWriteKey } from "../access/write-key.ts";
import { isUserError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { notify } from "../base/notify.ts";
import { OBJECT_KINDS, objectsOf } from "../plan/edit-tree.ts";
import { planSchema } from "../plan/schema.ts";
import { type Row as PlanRow, planFrom, rowKey } from "../plan/store-rows.ts";
import { writeVersionFiles } from "../plan/store-version-file.ts";
import { auditRow } from "../store/audit-row.ts";
import { connectPlanStore } from "../store/plan-connection.ts";
import { planDb } from "../store/plan-db.ts";
import { inTurn } from "../store/turn.ts";
import { PEOPLE, REFUSALS } from "./archive-format.ts";
import { ArchivedImages } from "./archived-images.ts";
import { EventImporter } from "./import-events.ts";
import { personOf, placePeople } from "./import-people.ts";
import { freeProjectSlugs, type InspectedArchive, inspectArchive } from "./inspect-archive.ts";
import { endOpening, isMade, OPENING_LOCK } from "./openings.ts";
import { type OpenArchive, readArchive, type Watch } from "./read-archive.ts";
import { newIdsFor, withNewIds } from "./renamed-ids.ts";
import type { Row } from "./row-schemas.ts";
import { RowWriter } from "./write-rows.ts";

export interface ImportOptions {
  readonly actor: Actor;
  /** Becomes an owner, whoever the archive names. Absent: the archive's owners are let in. */
  readonly ownerId?: string;
  /** The same by e-mail; whoever has no account gets one, without a password. */
  readonly ownerEmail?: string;
  readonly dataDir: string;
  readonly signal?: AbortSignal | undefined;
  /** How many bytes of the archive were looked at, or put in; of each it has as many as its file. */
  readonly onProgress?: ((phase: "checking" | "opening", bytes: number) => void) | undefined;
}

export interface ImportedWorkspace {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  /** Their slugs. */
  readonly projects: readonly string[];
  readonly projectIds: readonly string[];
  /** E-mails of its owners. */
  readonly owners: readonly string[];
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Names and ids may be taken between the look and the write, by something else than an import. */
const TRIES = 3;

/**
 * Reads the archive twice: to prove it, then to write it. Throws `invalid_input` with the reason, `cancelled` when it was;
 * nothing is written then. While it goes on, no backup is made.
 */
export function importWorkspace(open: OpenArchive, options: ImportOptions): Promise<ImportedWorkspace> {
  return inTurn(() => opened(open, options));
}

/** Tells how far one reading of the archive is. */
function watching(phase: "checking" | "opening", { signal, onProgress }: ImportOptions): Watch {
  let read = 0;
  const onBytes = (bytes: number) => {
    read += bytes;
    onProgress?.(phase, read);
  };
  return { signal, onBytes };
}

async function opened(open: OpenArchive, options: ImportOptions): Promise<ImportedWorkspace> {
  const inspected = await inspectArchive(open, watching("checking", options));
  let imported: ImportedWorkspace | undefined;
  for (let left = TRIES - 1; imported === undefined; left--) {
    imported = await attempt(open, inspected, options).catch((error: unknown) => {
      if (left > 0 && codeOf(error) === TAKEN) return undefined;
      throw isUserError(error) ? error : mended(error);
    });
  }
  for (const projectId of imported.projectIds) {
    // The next publish writes what is missing.
    await writeVersionFiles(options.dataDir, projectId).catch(() => undefined);
    notify("sourcesChanged", { projectId });
  }
  return imported;
}

async function attempt(
  open: OpenArchive,
  inspected: InspectedArchive,
  options: ImportOptions,
): Promise<ImportedWorkspace> {
  const client = await connectPlanStore();
  const events = eventsOf(client, inspected, options);
  let sent: ImportedWorkspace | undefined;
  try {
    await client.query("begin");
    // No two choose one slug.
    await client.query("select pg_advisory_xact_lock($1::bigint)", [OPENING_LOCK]);
    const imported = await load(client, open, inspected, { ...options, events });
    await recordImport(client, imported, options);
    if (options.signal?.aborted) throw new UserError("cancelled");
    sent = imported;
    await client.query("commit");
    return imported;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    // The answer to a commit may be lost on the way back.
    if (sent !== undefined && (await isMade(sent.workspaceId).catch(() => false))) return sent;
    throw error;
  } finally {
    await client.end();
    // Whether it came to be is read from the store: what nobody can see goes away, now or at the next start.
    if (events?.note !== undefined)
      await endOpening(events.note).catch((error: unknown) => {
        log().error({ origin: "archive", err: error }, "an opening was not cleared away");
      });
  }
}

function eventsOf(
  client: pg.Client,
  { header, packedBytes, positions }: InspectedArchive,
  { dataDir, signal }: ImportOptions,
): EventImporter | undefined {
  const { eventStore } = header;
  if (eventStore === undefined || positions === undefined) return undefined;
  return new EventImporter(client, { dataDir, packedBytes, events: eventStore, positions, signal });
}

/** unique_violation */
const TAKEN = "23505";

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** What the store refuses of a row, its values or its size, is a fault of the archive: it was checked for everything else. */
function mended(error: unknown): unknown {
  if (!/^(22|23|54)/.test(codeOf(error))) return error;
  const table = error instanceof Error && "table" in error ? String(error.table) : "";
  return REFUSALS.contradicts(table || "rows");
}

/** The audit log's entry, in the change it tells of. */
async function recordImport(client: pg.Client, imported: ImportedWorkspace, { actor }: ImportOptions): Promise<void> {
  const { workspaceId, name } = imported;
  const row = auditRow({ workspaceId, actor }, { action: "workspace.import", target: name });
  await client.query(
    `insert into "AuditEntry" ("workspaceId", "actorId", "actorName", "action", "target") values ($1, $2, $3, $4, $5)`,
    [row.workspaceId, row.actorId, row.actorName, row.action, row.target],
  );
}

async function load(
  client: pg.Client,
  open: OpenArchive,
  inspected: InspectedArchive,
  options: ImportOptions & { readonly events: EventImporter | undefined },
): Promise<ImportedWorkspace> {
  const { header, people, counts, owners } = inspected;
  const slugs = await freeProjectSlugs(header.projects);
  const slug = await freeSlug(
    isSlug(header.workspace.slug) ? header.workspace.slug : slugOf(header.workspace.name, "workspace"),
    async (candidate) => (await planDb().workspace.count({ where: { slug: candidate } })) > 0,
  );
  const ids = await newIdsFor(client, inspected);
  const { ownerEmail, events } = options;
  const named = people.filter(({ email }) => email === ownerEmail).map(({ id }) => id);
  const letIn = ownerEmail === undefined && options.ownerId === undefined ? owners : new Set(named);
  const placed = await placePeople(client, people, letIn);
  for (const [from, to] of placed) ids.set(from, to);
  const ownerId = ownerEmail === undefined ? options.ownerId : await personOf(client, ownerEmail);
  const writer = new RowWriter(client, own(inspected, ids, new Set(placed.values())));
  const change = (table: string, row: Row): Row => changed(table, row, { slug, slugs });
  const images = new ArchivedImages();
  events?.rename(ids);
  for await (const file of readArchive(open, watching("opening", options))) {
    if (file.kind === "rows") events?.known.note(file.table, file.rows);
    if (file.kind === "events") {
      if (events === undefined) throw REFUSALS.contradicts("events");
      await events.add(file);
    } else if (file.kind === "rows" && file.table === "PlanImage") {
      for (const row of file.rows) images.note(row, withNewIds(row, ids));
    } else if (file.kind === "rows" && file.table !== PEOPLE) {
      await writer.write(
        file.table,
        file.rows.map((row) => change(file.table, withNewIds(row, ids))),
      );
    } else if (file.kind === "image") await writer.writeImage(images.take(file), file.bytes);
  }
  if (!images.isEmpty) throw REFUSALS.contradicts("PlanImage");
  await events?.end();
  const here = (table: string) => [...(inspected.ids.get(table) ?? [])].map((id) => ids.get(id) ?? id);
  const [workspaceId = ""] = here("Workspace");
  await provePlans(client, workspaceId);
  await addKeys(client, workspaceId);
  return {
    workspaceId,
    slug,
    name: header.workspace.name,
    projects: [...slugs.values()],
    projectIds: here("Project"),
    owners: await keepOwner(client, workspaceId, ownerId),
    counts,
  };
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
      // The repository that managed it knows nothing of the copy.
      return {
        ...row,
        slug: slugHere(names.slugs, row),
        ...{ managedRepository: null, managedBranch: null, managedPath: null },
      };
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

/** Refuses branches whose objects make no plan together. */
async function provePlans(client: pg.Client, workspaceId: string): Promise<void> {
  const branches = await client.query<{ id: string; slug: string }>(
    `select b."id", p."slug" from "PlanBranch" b join "Project" p on p."id" = b."projectId" where p."workspaceId" = $1`,
    [workspaceId],
  );
  for (const { id, slug } of branches.rows) {
    const { rows } = await client.query<PlanRow>(
      `select "kind", "objectId", "position", "data" from "PlanObject" where "branchId" = $1 order by 3, 2`,
      [id],
    );
    if (!isPlan(rows, slug)) throw REFUSALS.contradicts("PlanObject");
  }
}

function isPlan(rows: readonly PlanRow[], slug: string): boolean {
  try {
    const { plan } = planFrom(rows, slug);
    const named = OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map((object) => rowKey(kind, object.id)));
    const known = new Set(rows.map(({ kind, objectId }) => rowKey(kind, objectId)));
    return planSchema.safeParse(plan).success && named.every((key) => known.has(key));
  } catch {
    return false;
  }
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
