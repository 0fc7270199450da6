/** Writes an archive's rows into the plan store, each only where it refers to the archive's own. */

import type pg from "pg";
import { REFUSALS } from "./archive-format.ts";
import { CARRIED } from "./archive-tables.ts";
import type { Row } from "./row-schemas.ts";

interface Table {
  /** Column -> the type of its values. */
  readonly columns: ReadonlyMap<string, string>;
  /** Column -> the table it refers to. */
  readonly refers: ReadonlyMap<string, string>;
}

const BATCH_CHARACTERS = 4_000_000;

/** What the store does not hold against anything, column by column: the table it refers to; null where it names no row. */
export const REFERENCES: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  AcceptanceRun: { journeyId: null, startedById: "Person", subjectId: null },
  PlanBranch: { startSnapshotId: "PlanSnapshot", createdById: "Person" },
  PlanImage: { createdById: "Person" },
  // Objects of plans have ids of their own, which are the same in every installation.
  PlanObject: { objectId: null },
  PlanEdit: { actorId: "Person" },
  Review: { openedById: "Person" },
  ReviewVerdict: { personId: "Person" },
  BranchEvent: { actorId: "Person" },
  Comment: { authorId: "Person", deletedById: "Person" },
  PlanVersion: { publishedById: "Person" },
  PropertySlot: { eventId: null, propertyId: null },
  PlanRead: { objectId: null },
  HouseTemplateVersion: { savedById: "Person" },
  ViolationTriage: { changedById: "Person", assigneeId: "Person" },
  Reverdict: { startedById: "Person" },
  Backtest: { startedById: "Person" },
  Cohort: { createdById: "Person" },
  Report: { createdById: "Person" },
  Workshop: { createdById: "Person" },
  RowMapping: { savedById: "Person" },
  SavedView: { ownerId: "Person" },
  AuditEntry: { workspaceId: "Workspace", projectId: "Project", actorId: "Person" },
};

/** Tokens stay behind: what one did names it still, and lets nobody in. */
const TOKEN_ID = /^tok_[0-9a-z]{16}$/;

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** By the store's name of a type. Any JSON is a document. */
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: isText,
  integer: Number.isInteger,
  bigint: Number.isInteger,
  "double precision": Number.isFinite,
  boolean: (value) => typeof value === "boolean",
  "timestamp with time zone": (value) => isText(value) && /^\d{4}-\d\d-\d\dT[\d:.]+[+-][\d:]+$/.test(String(value)),
  ARRAY: (value) => Array.isArray(value) && value.every(isText),
  jsonb: () => true,
};

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function readTable(client: pg.Client, name: string): Promise<Table> {
  const columns = await client.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1`,
    [name],
  );
  const refers = await client.query<{ column: string; table: string }>(
    `select a.attname as "column", r.relname as "table"
     from pg_constraint f
     join pg_class c on c.oid = f.conrelid and c.relnamespace = current_schema()::regnamespace
     join pg_class r on r.oid = f.confrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
     where f.contype = 'f' and c.relname = $1 and array_length(f.conkey, 1) = 1`,
    [name],
  );
  return {
    columns: new Map(columns.rows.filter(({ type }) => type in TYPES).map(({ name: column, type }) => [column, type])),
    refers: new Map([
      ...refers.rows.map(({ column, table }) => [column, table] as const),
      ...Object.entries(REFERENCES[name] ?? {}).flatMap(([column, to]) => (to === null ? [] : [[column, to] as const])),
    ]),
  };
}

/** Into one connection's transaction. `own`: the ids rows may refer to, by table. */
export class RowWriter {
  readonly #client: pg.Client;
  readonly #own: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #tables = new Map<string, Table>();

  constructor(client: pg.Client, own: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#client = client;
    this.#own = own;
  }

  async #table(name: string): Promise<Table> {
    const known = this.#tables.get(name) ?? (await readTable(this.#client, name));
    this.#tables.set(name, known);
    return known;
  }

  /** Refuses a row with a column the store does not have, with a value of another type, or that names what is not the archive's. */
  #require(name: string, table: Table, row: Row): void {
    for (const [column, value] of Object.entries(row)) {
      const fits = TYPES[table.columns.get(column) ?? ""];
      if (fits === undefined || (value !== null && !fits(value))) throw REFUSALS.contradicts(name);
    }
    for (const [column, target] of table.refers) {
      const value = row[column];
      if (value === null || value === undefined || this.#own.get(target)?.has(String(value))) continue;
      if (target !== "Person" || !TOKEN_ID.test(String(value))) throw REFUSALS.contradicts(name);
    }
  }

  /** Rows of one table; columns that the store gives anew are left to it. */
  async write(name: string, rows: readonly Row[]): Promise<void> {
    const table = await this.#table(name);
    const assigned = new Set(CARRIED.find((one) => one.name === name)?.assigned);
    let batch: string[] = [];
    let size = 0;
    let columns = "";
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await this.#insert(name, columns, `[${batch.join(",")}]`);
      batch = [];
      size = 0;
    };
    for (const row of rows) {
      this.#require(name, table, row);
      const list = Object.keys(row)
        .filter((column) => !assigned.has(column))
        .map(quoted)
        .join(", ");
      const line = JSON.stringify(row);
      if (list !== columns || size + line.length > BATCH_CHARACTERS) await flush();
      columns = list;
      batch.push(line);
      size += line.length;
    }
    await flush();
  }

  async #insert(name: string, columns: string, json: string): Promise<void> {
    // The same whole plan may be here already, under the same hash.
    const kept = name === "PlanSnapshot" ? "on conflict do nothing" : "";
    await this.#client.query(
      `insert into ${quoted(name)} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${quoted(name)}, $1::jsonb) ${kept}`,
      [json],
    );
  }

  /** A picture with its bytes. */
  async writeImage(row: Row, bytes: Buffer): Promise<void> {
    this.#require("PlanImage", await this.#table("PlanImage"), row);
    const columns = Object.keys(row).map(quoted).join(", ");
    await this.#client.query(
      `insert into "PlanImage" (${columns}, "bytes")
       select ${columns}, $2::bytea from jsonb_populate_record(null::"PlanImage", $1::jsonb)`,
      [JSON.stringify(row), bytes],
    );
  }
}
