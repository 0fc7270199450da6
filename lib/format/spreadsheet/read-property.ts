/** A row as a property: its type in people's words, its constraints, what else is said of it. */

import type { FileProperty } from "../plan-file/file-schema.ts";
import { shown } from "../problem.ts";
import { isBlank } from "./cell.ts";
import { type ColumnName, ITEM_CONSTRAINTS } from "./column.ts";
import { type Fields, isObject, type RowCells, type RowReader } from "./row-reader.ts";
import { typeFromWord } from "./type-word.ts";

/** Fields that events and properties have alike. */
export const SHARED_FIELDS: readonly ColumnName[] = [
  "id",
  "displayName",
  "description",
  "owner",
  "tags",
  "status",
  "privacy",
  "consentPurpose",
  "roles",
  "decisions",
  "metrics",
  "open",
];
const PROPERTY_FIELDS: readonly ColumnName[] = [
  "required",
  "nullable",
  "minItems",
  "maxItems",
  "uniqueItems",
  "examples",
  "segmentKind",
];
const TYPE_MORE: Readonly<Record<string, string>> = { items: "array", anyOf: "union", schema: "raw" };

function isItemConstraint(key: string): boolean {
  return (ITEM_CONSTRAINTS as readonly string[]).includes(key);
}

/** The property a row describes; undefined when its type cannot be read. `isList` when its path ends in `[]`. */
export function readProperty(
  reader: RowReader,
  row: RowCells,
  name: string,
  isList: boolean,
): FileProperty | undefined {
  const word = reader.text(row, "type");
  const listed = word === undefined ? undefined : typeFromWord(word);
  if (word !== undefined && listed === undefined) {
    const header = row.cells.get("type")?.[0]?.header;
    reader.fail(
      row,
      header,
      "invalid",
      { en: `${shown(word)} is no type.`, fr: `${shown(word)} n’est pas un type.` },
      {
        en: "string, number, integer, boolean, date, object, list of …",
        fr: "texte, nombre, entier, booléen, date, objet, liste de …",
      },
    );
    return undefined;
  }
  const hasValues = !isBlank(row.cells.get("enum")?.[0]?.cell);
  const base: Fields = { ...(listed ?? (isList ? { type: "array" } : { type: hasValues ? "string" : "any" })) };
  const items = isObject(base.items) ? base.items : typeof base.items === "string" ? { type: base.items } : undefined;
  const scalar = String(items?.type ?? base.type);
  const constraints: Fields = {};
  for (const column of ITEM_CONSTRAINTS) {
    const value = reader.value(row, column, scalar);
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) constraints[column] = value;
  }
  const {
    decisions: _decisions,
    metrics: _metrics,
    roles,
    open,
    examples,
    ...shared
  } = reader.fields(row, [...SHARED_FIELDS, ...PROPERTY_FIELDS]);
  const typed = reader.value(row, "examples", scalar) ?? examples;
  // What no cell of its own could hold stands in the JSON; of a list it is said of its items all the same.
  const unheld = Object.entries(shared).filter(([key]) => isItemConstraint(key));
  const inner = { ...constraints, ...Object.fromEntries(unheld), ...(open === undefined ? {} : { open }) };
  const own = items === undefined ? { ...base, ...inner } : { ...base, items: { ...items, ...inner } };
  const more = Object.fromEntries(
    Object.entries(shared).filter(
      ([key]) => !isItemConstraint(key) && (TYPE_MORE[key] === undefined || TYPE_MORE[key] === base.type),
    ),
  );
  const [role] = Array.isArray(roles) ? roles : [];
  return {
    ...own,
    ...more,
    ...(role === undefined ? {} : { role }),
    ...(typed === undefined ? {} : { examples: typed }),
    name,
  } as FileProperty;
}
