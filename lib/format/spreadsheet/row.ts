/** A plan as rows of a spreadsheet. What has no cell of its own stands in the row's "More (JSON)" cells: nothing is lost. */

import type { Json, Plan } from "../../plan/plan.ts";
import { compactPlan } from "../plan-file/compact.ts";
import type { FileProperty, FileType, FileTypeFields } from "../plan-file/file-schema.ts";
import { CELL_MAX, type Cell, safeJson } from "./cell.ts";
import { encodeCell } from "./codec.ts";
import { type ColumnName, isTypeColumn, LOCALIZED_COLUMNS } from "./column.ts";
import type { RowKind } from "./word.ts";

type Fields = Readonly<Record<string, unknown>>;
/** A column of ours, with its language where it exists once per language; `more.2` continues `more`. */
export type CellKey = ColumnName | `${(typeof LOCALIZED_COLUMNS)[number]}.${"en" | "fr"}` | `more.${number}`;

export interface PlanRow {
  readonly kind: RowKind;
  readonly cells: ReadonlyMap<CellKey, Cell>;
}

/** Fields whose column has another name, by row kind. */
const NAME_COLUMN: Readonly<Record<RowKind, ColumnName | "displayName">> = {
  plan: "displayName",
  category: "category",
  decision: "displayName",
  metric: "displayName",
  bundle: "bundle",
  event: "event",
  property: "property",
  userProperty: "property",
  groupType: "group",
  groupProperty: "property",
};

const FIELD_COLUMNS: Readonly<Record<string, ColumnName>> = { role: "roles" };

/** A step of a property's path, its dots and brackets made plain. */
function pathStep(name: string): string {
  return name.replace(/[\\.[]/g, (character) => `\\${character}`);
}

/** The word for a type, and the fields of its items that the row's own columns can say. */
function typeOf(property: FileProperty): {
  readonly word: string;
  readonly own: Fields;
  readonly nested: readonly FileProperty[];
} {
  const { type, items, properties, open, ...rest } = property;
  if (type === "object") return { word: type, own: { ...rest, open }, nested: properties ?? [] };
  if (type !== "array") return { word: type, own: rest, nested: [] };
  const { words, fields, nested } = itemsOf(items);
  return words === undefined
    ? { word: "array", own: { ...rest, items }, nested: [] }
    : { word: words, own: { ...rest, ...fields }, nested };
}

const FLAT_ITEMS = new Set(["string", "number", "integer", "boolean", "null", "object"]);

function itemsOf(items: FileType | undefined): {
  readonly words?: string;
  readonly fields: Fields;
  readonly nested: readonly FileProperty[];
} {
  if (items === undefined) return { words: "array", fields: {}, nested: [] };
  const { type, properties, ...fields }: FileTypeFields = typeof items === "string" ? { type: items } : items;
  if (!FLAT_ITEMS.has(type) || fields.nullable === true) return { fields: {}, nested: [] };
  return { words: `${type}[]`, fields, nested: properties ?? [] };
}

class RowWriter {
  private readonly cells = new Map<CellKey, Cell>();
  private readonly more: Record<string, unknown> = {};

  constructor(
    private readonly kind: RowKind,
    private readonly language: "en" | "fr",
  ) {}

  /** A cell that says where the row belongs. */
  place(column: ColumnName, text: string | undefined): void {
    if (text === undefined) return;
    const cell = encodeCell(column, text, { language: this.language });
    if (cell !== undefined) this.cells.set(column, cell);
    else this.more[`@${column}`] = text;
  }

  field(key: string, value: unknown, type?: string): void {
    if (value === undefined) return;
    const column = key === "name" ? NAME_COLUMN[this.kind] : (FIELD_COLUMNS[key] ?? (key as ColumnName));
    if ((LOCALIZED_COLUMNS as readonly string[]).includes(column))
      this.localized(key, column as "description", value as Fields);
    else if (key === "serves") this.serves(value as { decisions?: string[]; metrics?: string[] });
    else {
      const given = (key === "role" ? [value] : value) as Json;
      const context = { language: this.language, ...(type === undefined ? {} : { type }) };
      // The column of examples is one of values; whole payloads stand in the JSON.
      const isPayloads = this.kind === "event" && key === "examples";
      const cell = isColumn(column) && !isPayloads ? encodeCell(column, given, context) : undefined;
      if (cell === undefined) this.more[key] = value;
      else this.cells.set(column, cell);
    }
  }

  private localized(key: string, column: (typeof LOCALIZED_COLUMNS)[number], texts: Fields): void {
    const rest: Record<string, unknown> = {};
    for (const language of ["en", "fr"] as const) {
      const text = texts[language];
      if (typeof text !== "string") continue;
      const cell = encodeCell(column, text, { language: this.language });
      if (cell === undefined) rest[language] = text;
      else this.cells.set(`${column}.${language}`, cell);
    }
    if (Object.keys(rest).length > 0) this.more[key] = rest;
  }

  private serves(serves: { decisions?: string[]; metrics?: string[] }): void {
    for (const column of ["decisions", "metrics"] as const) this.field(column, serves[column]);
  }

  row(): PlanRow {
    if (Object.keys(this.more).length > 0) {
      const json = safeJson(this.more);
      for (let part = 0; part * CELL_MAX < json.length; part++) {
        const text = json.slice(part * CELL_MAX, (part + 1) * CELL_MAX);
        this.cells.set(part === 0 ? "more" : `more.${part + 1}`, text);
      }
    }
    return { kind: this.kind, cells: this.cells };
  }
}

/** Fields that stand in the column of their own name, those of a property's type apart. */
const COLUMN_FIELDS = new Set<string>([
  "callType",
  "identifier",
  "formerNames",
  "formerIdentifiers",
  "category",
  "critical",
  "roles",
  "tags",
  "owner",
  "status",
  "privacy",
  "consentPurpose",
  "sources",
  "open",
  "bundles",
  "id",
  "event",
  "property",
  "bundle",
  "group",
  "decisions",
  "metrics",
  "required",
  "examples",
  "segmentKind",
]);

function isColumn(key: string): key is ColumnName {
  return COLUMN_FIELDS.has(key) || isTypeColumn(key);
}

interface Owner {
  readonly kind: "property" | "userProperty" | "groupProperty";
  readonly column?: "event" | "bundle" | "group";
  readonly name?: string;
  readonly callType?: string | undefined;
}

class PlanRows {
  readonly rows: PlanRow[] = [];

  constructor(private readonly language: "en" | "fr") {}

  object(kind: RowKind, fields: Fields): void {
    const writer = new RowWriter(kind, this.language);
    const column = NAME_COLUMN[kind];
    for (const [key, value] of Object.entries(fields)) {
      if (key === "name" && column !== "displayName") writer.place(column, String(value));
      else writer.field(key, value);
    }
    this.rows.push(writer.row());
  }

  properties(owner: Owner, properties: readonly FileProperty[], prefix = ""): void {
    for (const property of properties) {
      const { word, own, nested } = typeOf(property);
      const { name, ...fields } = own;
      const path = `${prefix}${pathStep(String(name))}`;
      const writer = new RowWriter(owner.kind, this.language);
      if (owner.column !== undefined) writer.place(owner.column, owner.name);
      writer.place("callType", owner.callType);
      writer.place("property", path);
      writer.field("type", word);
      const kind = word.replace("[]", "");
      for (const [key, value] of Object.entries(fields)) writer.field(key, value, kind);
      this.rows.push(writer.row());
      this.properties(owner, nested, `${path}${word === "object[]" ? "[]" : ""}.`);
    }
  }
}

/** Every object of the plan as a row, in the order of a plan file. */
export function rowsOf(plan: Plan, language: "en" | "fr"): PlanRow[] {
  const { gabarit: _version, slug, name, description, settings, ...lists } = compactPlan(plan);
  const out = new PlanRows(language);
  const { journeys } = lists;
  out.object("plan", { name, description, slug, settings, journeys });
  for (const category of lists.categories ?? []) out.object("category", category);
  for (const decision of lists.decisions ?? []) out.object("decision", decision);
  for (const metric of lists.metrics ?? []) out.object("metric", metric);
  for (const { properties, ...bundle } of lists.bundles ?? []) {
    out.object("bundle", bundle);
    out.properties({ kind: "property", column: "bundle", name: bundle.name }, properties ?? []);
  }
  for (const { properties, ...event } of lists.events ?? []) {
    out.object("event", event);
    out.properties({ kind: "property", column: "event", name: event.name, callType: event.callType }, properties ?? []);
  }
  out.properties({ kind: "userProperty" }, lists.userProperties ?? []);
  for (const { properties, ...group } of lists.groupTypes ?? []) {
    out.object("groupType", group);
    out.properties({ kind: "groupProperty", column: "group", name: group.name }, properties ?? []);
  }
  return out.rows;
}
