/** Rows of spreadsheets as a plan draft: each row is an event, a property or another object. */

import type { Language } from "../../plan/plan.ts";
import type { PlanDraft } from "../draft.ts";
import type { ReadFinding } from "../format.ts";
import type { FileBundle, FileEvent, FileGroupType, FileProperty } from "../plan-file/file-schema.ts";
import { shown } from "../problem.ts";
import type { ColumnName } from "./column.ts";
import { placeOf } from "./path.ts";
import { readProperty, SHARED_FIELDS } from "./read-property.ts";
import { type Fields, type Origin, type RowCells, RowReader } from "./row-reader.ts";
import type { Table } from "./table.ts";
import { type RowKind, rowKindOf, sheetKindOf } from "./word.ts";

const EVENT_FIELDS: readonly ColumnName[] = [
  "trigger",
  "category",
  "critical",
  "sources",
  "bundles",
  "identifier",
  "formerNames",
  "formerIdentifiers",
];

/** Sheets whose name is also given to any plan, with the columns that tell such a one. */
const LOOSELY_NAMED: Partial<Readonly<Record<RowKind, readonly ColumnName[]>>> = {
  plan: ["event", "property"],
  event: ["property"],
};

/** What the rows of a table are, by the name of its sheet where its columns say nothing else. */
function kindOfRows({ name, columns }: Table): RowKind | undefined {
  const kind = sheetKindOf(name);
  const telling = kind === undefined ? [] : (LOOSELY_NAMED[kind] ?? []);
  return columns.some(({ id }) => telling.some((column) => column === id)) ? undefined : kind;
}

export class Assembly {
  readonly reader: RowReader;
  readonly findings: ReadFinding[] = [];
  readonly origins = new Map<string, Origin>();
  slug?: string;
  private readonly draft: { -readonly [K in keyof PlanDraft]: PlanDraft[K] } = {};
  private readonly events = new Map<string, FileEvent>();
  /** The place of each event in the plan, by the same key. */
  private readonly indexes = new Map<string, number>();
  private readonly bundles = new Map<string, FileBundle>();
  private readonly groups = new Map<string, FileGroupType>();
  private readonly userProperties: FileProperty[] = [];
  private lastEvent: string | undefined;

  constructor(language: Language) {
    this.reader = new RowReader(language);
  }

  add(table: Table, row: RowCells): void {
    const named = this.reader.text(row, "kind");
    const kind = (named === undefined ? kindOfRows(table) : rowKindOf(named)) ?? this.guess(row);
    if (named !== undefined && rowKindOf(named) === undefined) {
      this.reader.fail(row, undefined, "invalid", {
        en: `${shown(named)} is no kind of row.`,
        fr: `${shown(named)} n’est pas un type de ligne.`,
      });
    } else this.addKind(kind, row);
  }

  private guess(row: RowCells): RowKind {
    if (this.reader.text(row, "property") !== undefined) return "property";
    if (this.reader.text(row, "event") !== undefined) return "event";
    if (this.reader.text(row, "bundle") !== undefined) return "bundle";
    return this.reader.text(row, "group") !== undefined ? "groupType" : "event";
  }

  private addKind(kind: RowKind, row: RowCells): void {
    if (kind === "plan") this.addPlan(row);
    else if (kind === "category" || kind === "decision" || kind === "metric") this.addSimple(kind, row);
    else if (kind === "bundle") this.bundle(row, this.reader.fields(row, SHARED_FIELDS));
    else if (kind === "groupType") this.group(row, this.reader.fields(row, SHARED_FIELDS));
    else if (kind === "event") this.addEvent(row);
    else if (kind === "property") this.addEventProperty(row);
    else if (kind === "userProperty") this.addProperty(row, this.userProperties, "/userProperties");
    else {
      const group = this.group(row, {});
      if (group !== undefined) this.addProperty(row, group.properties as FileProperty[], "/groupTypes");
    }
  }

  private addPlan(row: RowCells): void {
    const { displayName, slug, ...rest } = this.reader.fields(row, ["displayName", "description"]);
    if (typeof slug === "string") this.slug = slug;
    const name = { ...(rest.name as Fields | undefined), ...(displayName as Fields | undefined) };
    Object.assign(this.draft, Object.keys(name).length === 0 ? rest : { ...rest, name });
  }

  private addSimple(kind: "category" | "decision" | "metric", row: RowCells): void {
    const columns: ColumnName[] =
      kind === "category" ? ["id", "description", "owner"] : ["id", "displayName", "description", "owner", "decisions"];
    const { displayName, serves, ...fields } = this.reader.fields(row, columns);
    const category = this.reader.text(row, "category");
    const name =
      kind === "category"
        ? (category ?? fields.name)
        : { ...(fields.name as Fields | undefined), ...(displayName as Fields | undefined) };
    const list = ({ category: "categories", decision: "decisions", metric: "metrics" } as const)[kind];
    const items = (this.draft[list] ?? []) as unknown[];
    this.origins.set(`/${list}/${items.length}`, row.origin);
    // The decisions a metric informs stand in the column of those that an event serves.
    this.draft[list] = [...items, { ...fields, ...(serves as Fields | undefined), name }] as never;
  }

  private bundle(row: RowCells, fields: Fields): FileBundle | undefined {
    const name = this.reader.text(row, "bundle");
    if (name === undefined) {
      this.reader.missing(row, "bundle");
      return undefined;
    }
    const known = this.bundles.get(name);
    if (known === undefined) this.origins.set(`/bundles/${this.bundles.size}`, row.origin);
    const bundle = { properties: [], ...known, ...fields, name } as FileBundle;
    this.bundles.set(name, bundle);
    return bundle;
  }

  private group(row: RowCells, fields: Fields): FileGroupType | undefined {
    const name = this.reader.text(row, "group");
    if (name === undefined) {
      this.reader.missing(row, "group");
      return undefined;
    }
    const known = this.groups.get(name);
    if (known === undefined) this.origins.set(`/groupTypes/${this.groups.size}`, row.origin);
    const group = { properties: [], ...known, ...fields, name } as FileGroupType;
    this.groups.set(name, group);
    return group;
  }

  /** The event of a row, made or completed; a blank name means the event above. */
  private event(row: RowCells, fields: Fields): FileEvent | undefined {
    const written = this.reader.text(row, "event");
    const callType = this.reader.value(row, "callType") as FileEvent["callType"];
    const key = written === undefined ? this.lastEvent : `${callType ?? "track"} ${written}`;
    if (key === undefined) {
      this.reader.missing(row, "event");
      return undefined;
    }
    this.lastEvent = key;
    const known = this.events.get(key);
    if (known === undefined) {
      this.origins.set(`/events/${this.events.size}`, row.origin);
      this.indexes.set(key, this.events.size);
    }
    const event = {
      ...fields,
      ...known,
      ...(known === undefined
        ? { name: written, properties: [], ...(callType === undefined || callType === "track" ? {} : { callType }) }
        : {}),
    } as FileEvent;
    this.events.set(key, event);
    return event;
  }

  /** The place of the event that the last row was about. */
  private lastIndex(): number {
    return this.indexes.get(this.lastEvent ?? "") ?? 0;
  }

  private addEvent(row: RowCells): void {
    const fields = this.reader.fields(row, [...SHARED_FIELDS, ...EVENT_FIELDS, "eventDescription"]);
    const { eventDescription, decisions: _decisions, metrics: _metrics, ...rest } = fields;
    const known = this.events.size;
    const event = this.event(row, eventDescription === undefined ? rest : { description: eventDescription, ...rest });
    if (event === undefined) return;
    if (this.events.size === known) this.repeated(row, event);
    this.addListed(row, event);
  }

  /** The same event on two rows: its properties are joined, its words come from the first. */
  private repeated(row: RowCells, event: FileEvent): void {
    this.findings.push({
      code: "repeated_event",
      path: `/events/${this.lastIndex()}`,
      message: {
        en: `${shown(event.name)} stands on several rows; what they say was joined (row ${row.origin.line}).`,
        fr: `${shown(event.name)} figure sur plusieurs lignes ; leur contenu a été réuni (ligne ${row.origin.line}).`,
      },
    });
  }

  /** Properties that are only listed by name: of no known type, and the event may have more. */
  private addListed(row: RowCells, event: FileEvent): void {
    const lists = [
      ["requiredList", true],
      ["propertyList", false],
      ["optionalList", false],
    ] as const;
    const properties = event.properties as FileProperty[];
    for (const [column, required] of lists) {
      const names = (this.reader.value(row, column) ?? []) as string[];
      for (const name of names) {
        const known = properties.find((property) => property.name === name);
        if (known === undefined) properties.push({ name, type: "any", ...(required ? { required } : {}) });
        else if (required) Object.assign(known, { required });
      }
    }
    if (lists.some(([column]) => row.cells.has(column))) Object.assign(event, { open: true });
  }

  private addEventProperty(row: RowCells): void {
    if (this.reader.text(row, "event") === undefined && this.reader.text(row, "bundle") !== undefined) {
      const bundle = this.bundle(row, {});
      if (bundle !== undefined)
        this.addProperty(
          row,
          bundle.properties as FileProperty[],
          `/bundles/${[...this.bundles.keys()].indexOf(bundle.name)}/properties`,
        );
      return;
    }
    const fields = this.reader.fields({ ...row, more: {} }, [...EVENT_FIELDS, "eventDescription"], {
      eventDescription: "description",
    });
    const event = this.event(row, fields);
    if (event === undefined) return;
    const index = this.lastIndex();
    this.addProperty(row, event.properties as FileProperty[], `/events/${index}/properties`);
  }

  private addProperty(row: RowCells, root: FileProperty[], pointer: string): void {
    const path = this.reader.text(row, "property");
    if (path === undefined) {
      this.reader.missing(row, "property");
      return;
    }
    const place = placeOf(root, path);
    if (place === undefined) {
      this.reader.fail(row, undefined, "bad_path", {
        en: `${shown(path)} goes into a property that holds no others.`,
        fr: `${shown(path)} mène dans une propriété qui n’en contient pas d’autres.`,
      });
      return;
    }
    const property = readProperty(this.reader, row, place.name, place.items);
    if (property === undefined) return;
    const known = place.list.findIndex((other) => other.name === place.name);
    if (known >= 0) {
      this.reader.fail(row, undefined, "duplicate_name", {
        en: `${shown(path)} is used twice.`,
        fr: `${shown(path)} est utilisé deux fois.`,
      });
      return;
    }
    if (place.list === root) this.origins.set(`${pointer}/${root.length}`, row.origin);
    place.list.push(property);
  }

  /** The draft, with the categories, decisions and metrics that rows name without a row of their own. */
  finish(): PlanDraft {
    const events = [...this.events.values()];
    const named = new Set((this.draft.categories ?? []).flatMap(({ id, name }) => [id, name]));
    const categories = [...new Set(events.flatMap(({ category }) => category ?? []))].filter(
      (name) => !named.has(name),
    );
    const unnamed = (kind: "decisions" | "metrics") => {
      const known = new Set(
        (this.draft[kind] ?? []).flatMap(({ id, name }) => [
          id,
          ...(typeof name === "string" ? [name] : [name.en, name.fr]),
        ]),
      );
      const wanted = events
        .flatMap((event) => [event, ...(event.properties ?? [])])
        .flatMap(({ serves }) => serves?.[kind] ?? []);
      return [...new Set(wanted)].filter((name) => !known.has(name)).map((name) => ({ name }));
    };
    const lists = {
      categories: [...(this.draft.categories ?? []), ...categories.map((name) => ({ name }))],
      decisions: [...(this.draft.decisions ?? []), ...unnamed("decisions")],
      metrics: [...(this.draft.metrics ?? []), ...unnamed("metrics")],
      bundles: [...this.bundles.values()],
      userProperties: this.userProperties,
      groupTypes: [...this.groups.values()],
      events,
    };
    return { ...this.draft, ...lists } as PlanDraft;
  }
}
