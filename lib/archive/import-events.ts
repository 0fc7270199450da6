/** Puts an archive's events into the event store: proved row by row, a few megabytes at a time, each part once. */

import { statfs } from "node:fs/promises";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import type pg from "pg";
import { invariant, UserError } from "../base/error.ts";
import { positionOf } from "../ingest/row.ts";
import { type Ingest, type NumberedPerson, runningIngest } from "../ingest/running-ingest.ts";
import { type EventTable, eventDb } from "../store/event-db.ts";
import { isEventStoreError } from "../store/event-error.ts";
import type { ReceivedId } from "../store/journal.ts";
import { sql } from "../store/sql.ts";
import { type ArchivedEvents, POSITION_MAX, REFUSALS } from "./archive-format.ts";
import type { ClosedGaps } from "./closed-gaps.ts";
import { type Columns, columnsOf, eventRowOf, type Numbers } from "./event-rows.ts";
import { linesOf } from "./lines.ts";
import { noteOpening } from "./openings.ts";
import type { EventPart } from "./read-archive.ts";
import type { NewIds } from "./renamed-ids.ts";
import type { Row } from "./row-schemas.ts";

/** Rows between which others of this process have their turn. */
const ROWS_A_TURN = 200;
const TRIES = 5;
const FIRST_WAIT_MS = 200;
/** On disk they take about as much as in the archive, and as much again while they are merged. */
const ROOM = 3;
const ROOM_LEFT_BYTES = 256 * 1024 * 1024;

export interface EventImport {
  readonly dataDir: string;
  /** Of the archive's file. */
  readonly packedBytes: number;
  readonly events: ArchivedEvents;
  readonly positions: ClosedGaps;
  readonly signal: AbortSignal | undefined;
}

/** The numbers that projects and sources have in the archive, as its rows tell them. */
class Known {
  readonly projects = new Set<string>();
  readonly #sources = new Map<string, [id: string, number: number][]>();
  readonly releases = new Map<string, string>();
  /** Ids of the archive that are others here. */
  ids: NewIds = new Map();

  note(table: string, rows: readonly Row[]): void {
    for (const { id, projectId, number } of rows) {
      if (table === "Project") this.projects.add(String(id));
      else if (table === "Reverdict") this.releases.set(String(id), this.here(String(id)));
      else if (table === "Source") {
        const own = this.#sources.get(String(projectId)) ?? [];
        own.push([String(id), Number(number)]);
        this.#sources.set(String(projectId), own);
      }
    }
  }

  here(id: string): string {
    return this.ids.get(id) ?? id;
  }

  sourcesOf(projectId: string): readonly [id: string, number: number][] {
    return this.#sources.get(projectId) ?? [];
  }
}

async function numbersOf(client: pg.Client, table: "Project" | "Source", ids: readonly string[]) {
  const { rows } = await client.query<{ id: string; number: number }>(
    `select "id", "number" from "${table}" where "id" = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export class EventImporter {
  readonly known = new Known();
  /** The note of what was begun; undefined before the first row. */
  note: string | undefined;
  readonly #given: EventImport;
  readonly #client: pg.Client;
  readonly #columns = new Map<string, Columns>();
  readonly #numbers = new Map<string, Numbers>();
  /** The highest number of a person, by project here. */
  readonly #people = new Map<number, number>();
  readonly #counts = new Map<string, number>();

  constructor(client: pg.Client, given: EventImport) {
    this.#client = client;
    this.#given = given;
  }

  rename(ids: NewIds): void {
    this.known.ids = ids;
  }

  static #ingest(): Ingest {
    const ingest = runningIngest();
    if (ingest === undefined) throw new UserError("unavailable");
    return ingest;
  }

  /** Before the first part, when every row of the plan store is written. */
  async #begin(): Promise<void> {
    const { dataDir, packedBytes, positions } = this.#given;
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize < packedBytes * ROOM + ROOM_LEFT_BYTES) throw REFUSALS.noRoom();
    const projects = await numbersOf(
      this.#client,
      "Project",
      [...this.known.projects].map((id) => this.known.here(id)),
    );
    const first = await this.#reserve(positions.count);
    if (first === undefined) throw REFUSALS.noNumbers();
    const positionHere = (position: number) => {
      const place = positions.placeOf(position);
      return place === undefined ? undefined : first + place;
    };
    for (const id of this.known.projects) {
      const project = projects.get(this.known.here(id));
      invariant(project !== undefined, "a written project has a number");
      const sources = this.known.sourcesOf(id);
      const here = await numbersOf(
        this.#client,
        "Source",
        sources.map(([source]) => this.known.here(source)),
      );
      const mapped = sources.flatMap(([source, number]) => {
        const now = here.get(this.known.here(source));
        return now === undefined ? [] : [[number, now] as const];
      });
      this.#numbers.set(id, {
        project,
        sources: new Map(mapped),
        releases: this.known.releases,
        positionHere,
      });
    }
    this.note = await noteOpening(dataDir, [...projects.values()]);
  }

  /** Waits until what came in before is in the event store; whoever cancels does not wait. */
  #reserve(positions: number): Promise<number | undefined> {
    const { signal } = this.#given;
    if (signal?.aborted) throw new UserError("cancelled");
    const reserved = EventImporter.#ingest().reserve(positions, POSITION_MAX);
    if (signal === undefined) return reserved;
    reserved.catch(() => undefined);
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new UserError("cancelled")), { once: true });
      reserved.then(resolve, reject);
    });
  }

  /** Puts one part in. Throws `invalid_input` when a row of it is none of ours. */
  async add({ projectId, table, part, lines }: EventPart): Promise<void> {
    if (this.note === undefined) await this.#begin();
    const numbers = this.#numbers.get(projectId);
    if (numbers === undefined) throw REFUSALS.contradicts(`events/${projectId}`);
    const columns = this.#columns.get(table) ?? (await columnsOf(table));
    this.#columns.set(table, columns);
    const written: string[] = [];
    const people: NumberedPerson[] = [];
    const messages: ReceivedId[] = [];
    let position = 0;
    let highest = this.#people.get(numbers.project) ?? 0;
    for (const line of linesOf(lines)) {
      const row = eventRowOf(line, table, columns, numbers);
      highest = Math.max(highest, Number(row.person ?? 0), Number(row.anonymous ?? 0));
      if (table === "people") people.push(personOf(row, numbers.project));
      if (table === "received") {
        messages.push(messageOf(row));
        position = positionOf(Number(row.uid));
      }
      written.push(JSON.stringify(row));
      if (written.length % ROWS_A_TURN === 0) await turn();
    }
    this.#people.set(numbers.project, highest);
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + written.length);
    await this.#insert(table, Buffer.from(`${written.join("\n")}\n`), `o:${numbers.project}:${table}:${part}`);
    if (people.length > 0) await EventImporter.#ingest().adoptPeople(numbers.project, highest, people);
    if (messages.length > 0) await EventImporter.#ingest().journal.adoptIds(numbers.project, position, messages);
    // The connection in whose change everything else stands must still be there.
    await this.#client.query("select 1");
  }

  /** The token names the part: tried again after an answer that was lost, it is in once. */
  async #insert(table: EventTable, rows: Buffer, token: string): Promise<void> {
    for (let left = TRIES - 1, wait = FIRST_WAIT_MS; ; left--, wait *= 2) {
      try {
        return await eventDb().insert(table, rows, { token });
      } catch (error) {
        if (isEventStoreError(error) && !error.retryable) throw REFUSALS.contradicts(`events/${table}`);
        if (left === 0 || this.#given.signal?.aborted) throw error;
        await sleep(wait);
      }
    }
  }

  /** After the last part: numbers of people are theirs for good, and nothing is missing. */
  async end(): Promise<void> {
    for (const [project, highest] of this.#people)
      if (highest > 0) await EventImporter.#ingest().adoptPeople(project, highest, []);
    for (const [table, count] of Object.entries(this.#given.events.counts))
      if (table !== "people" && (this.#counts.get(table) ?? 0) !== count) throw REFUSALS.contradicts(`events/${table}`);
    const projects = [...this.#numbers.values()].map(({ project }) => project);
    if (projects.length === 0) return;
    const [stored] = await eventDb().query<{ n: string }>(
      "archive.import",
      sql`select count() as n from received where project in ${sql.as("Array(UInt32)", projects)}`,
      { maxSeconds: 600 },
    );
    if (Number(stored?.n) !== (this.#counts.get("received") ?? 0))
      throw new Error(`Invariant: ${stored?.n} events instead of ${this.#counts.get("received")}`);
  }
}

function personOf({ kind, id, person }: Record<string, unknown>, project: number): NumberedPerson {
  const ref = { project, kind: kind === "user" ? ("user" as const) : ("anonymous" as const), id: String(id) };
  return { ref, number: Number(person) };
}

function messageOf({ message_id: id, received_at: at }: Record<string, unknown>): ReceivedId {
  return { id: String(id ?? ""), receivedAt: Date.parse(`${String(at).replace(" ", "T")}Z`) };
}
