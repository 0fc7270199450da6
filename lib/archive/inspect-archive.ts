/** What an archive holds, before anything is written: proved whole, and told. */

import { isProjectSlug, slugOf } from "../access/slug.ts";
import { planDb } from "../store/plan-db.ts";
import {
  type ArchiveHeader,
  type ArchivePerson,
  HEADER,
  PEOPLE,
  personSchema,
  REFUSALS,
  SPAN_MAX,
} from "./archive-format.ts";
import { ClosedGaps } from "./closed-gaps.ts";
import { positionIn } from "./event-rows.ts";
import { linesOf } from "./lines.ts";
import { type EventPart, type OpenArchive, readArchive, type Watch } from "./read-archive.ts";
import type { Row } from "./row-schemas.ts";

export interface InspectedArchive {
  readonly header: ArchiveHeader;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly people: readonly ArchivePerson[];
  /** The archive's ids of people who own the workspace. */
  readonly owners: ReadonlySet<string>;
  /** Ids of rows that have one, by table. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of its file. */
  readonly packedBytes: number;
  /** Where its events come to lie; undefined for an archive without them. */
  readonly positions: ClosedGaps | undefined;
}

/** Reads the whole archive once. Throws `invalid_input` with the reason it is not opened. */
export async function inspectArchive(open: OpenArchive, watch: Watch = {}): Promise<InspectedArchive> {
  let packedBytes = 0;
  const onBytes = (bytes: number) => {
    packedBytes += bytes;
    watch.onBytes?.(bytes);
  };
  let header: ArchiveHeader | undefined;
  let positions: ClosedGaps | undefined;
  let counts: Readonly<Record<string, number>> = {};
  const people: ArchivePerson[] = [];
  const owners = new Set<string>();
  const ids = new Map<string, Set<string>>();
  for await (const file of readArchive(open, { ...watch, onBytes })) {
    if (file.kind === "header") {
      header = file.header;
      positions = positionsOf(header);
    } else if (file.kind === "events") notePositions(positions, file);
    else if (file.kind === "manifest") counts = file.manifest.counts;
    else if (file.kind === "rows" && file.table === PEOPLE) people.push(...file.rows.map(personOf));
    else if (file.kind === "rows") {
      noteIds(ids, file.table, file.rows);
      if (file.table === "Membership")
        for (const { personId, role } of file.rows) if (role === "owner") owners.add(String(personId));
    }
  }
  if (header === undefined || ids.get("Workspace")?.size !== 1) throw REFUSALS.contradicts("Workspace");
  if (new Set(people.map(({ email }) => email)).size < people.length) throw REFUSALS.contradicts(PEOPLE);
  return { header, counts, people, owners, ids, packedBytes, positions };
}

/** Refuses a span that no archive of ours has. */
function positionsOf({ eventStore }: ArchiveHeader): ClosedGaps | undefined {
  if (eventStore === undefined) return undefined;
  const span = eventStore.lastPosition - eventStore.firstPosition + 1;
  if (span < 1) throw REFUSALS.contradicts(HEADER);
  if (span > SPAN_MAX) throw REFUSALS.tooLarge();
  return new ClosedGaps(eventStore);
}

function notePositions(positions: ClosedGaps | undefined, { table, lines }: EventPart): void {
  if (positions === undefined) throw REFUSALS.contradicts("events");
  if (table === "people") return;
  for (const line of linesOf(lines)) positions.note(positionIn(line));
}

function personOf(row: Row): ArchivePerson {
  const person = personSchema.safeParse(row);
  if (!person.success || person.data.email !== person.data.email.trim().toLowerCase())
    throw REFUSALS.contradicts(PEOPLE);
  return person.data;
}

function noteIds(ids: Map<string, Set<string>>, table: string, rows: readonly Row[]): void {
  const own = ids.get(table) ?? new Set();
  for (const { id } of rows) if (typeof id === "string") own.add(id);
  ids.set(table, own);
}

/** What an import would make, for whoever is to say yes. */
export interface ArchivePreview {
  readonly workspaceName: string;
  /** When the archive was made: ISO instant. */
  readonly createdAt: string;
  readonly product: string;
  readonly projects: readonly { readonly name: string; readonly slug: string; readonly newSlug: string }[];
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Events that were received; undefined for an archive without them. */
  readonly events: number | undefined;
  /** People with an account here, and those who get a locked place. */
  readonly knownPeople: number;
  readonly newPeople: number;
}

/** The slugs that projects get: their own, or the first that is free. */
export async function freeProjectSlugs(
  projects: readonly { readonly slug: string; readonly name: string }[],
): Promise<ReadonlyMap<string, string>> {
  const given = new Map<string, string>();
  for (const { slug, name } of projects) {
    const wanted = isProjectSlug(slug) ? slug : slugOf(name, "project");
    const taken = async (candidate: string) =>
      !isProjectSlug(candidate) ||
      [...given.values()].includes(candidate) ||
      (await planDb().project.count({ where: { slug: candidate } })) > 0;
    given.set(slug, await firstFree(wanted, taken));
  }
  return given;
}

async function firstFree(wanted: string, taken: (slug: string) => Promise<boolean>): Promise<string> {
  const short = wanted.slice(0, 50).replace(/-+$/, "");
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${short}-${number}`;
    if (!(await taken(slug))) return slug;
  }
}

export async function previewArchive({ header, counts, people }: InspectedArchive): Promise<ArchivePreview> {
  const slugs = await freeProjectSlugs(header.projects);
  const known = await planDb().person.count({ where: { email: { in: people.map(({ email }) => email) } } });
  return {
    workspaceName: header.workspace.name,
    createdAt: header.createdAt,
    product: header.product,
    projects: header.projects.map(({ name, slug }) => ({ name, slug, newSlug: slugs.get(slug) ?? slug })),
    counts,
    events: header.eventStore?.counts.received,
    knownPeople: known,
    newPeople: people.length - known,
  };
}
