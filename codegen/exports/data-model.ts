/** The tables of a plan, whatever the warehouse: one for each event, one for what is known of people, one for each group. */

import { typeRules } from "../../lib/document/property-rows.ts";
import { localized, translator } from "../../lib/i18n/translator.ts";
import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import type { Language, PlanEvent, Property, PropertyType, PublishedPlan } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { resolveEvent } from "../../lib/plan/resolve.ts";
import { sortedBy } from "../file.ts";
import { eventShapes } from "../model/event-shapes.ts";
import { refuseSharedWireNames } from "../model/wire-names.ts";
import { refuseSharedNames } from "../names.ts";
import { columnNames, groupTables, OWN_TABLE, tableName } from "./data-name.ts";
import { type DataType, dataTypeOf, mayBeNull } from "./data-type.ts";

/** What every target of data takes. */
export interface DataOptions {
  /** Of descriptions and comments. Default: the plan's first language. */
  readonly language?: Language;
}

export interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** What it means, a line each; raw plan text. */
  readonly about: readonly string[];
  /** The key on the wire of a property; absent where every message has it. */
  readonly key?: string;
}

export interface DataTable {
  readonly name: string;
  /** What it means, a line each; raw plan text. */
  readonly about: readonly string[];
  /** Those that every message has come first. */
  readonly columns: readonly Column[];
  readonly retentionDays?: number;
}

export interface EventTable extends DataTable {
  readonly event: PlanEvent;
  readonly version: number;
}

export interface TraitTable extends DataTable {
  /** The group type whose calls it holds; people's when absent. */
  readonly group?: string;
}

export interface DataPlan {
  readonly slug: string;
  readonly version: number;
  readonly hash: string;
  readonly language: Language;
  /** Sorted by name. */
  readonly events: readonly EventTable[];
  /** People's first. */
  readonly traits: readonly TraitTable[];
}

/** The words of the targets' own. */
export type DataText = ReturnType<typeof translator<"data">>;

export function languageOf({ plan }: PublishedPlan, { language }: DataOptions): Language {
  return language ?? plan.settings.languages[0] ?? "en";
}

/** @throws UserError `invalid_input` when two events share a table, or a wire name and call type. */
export function dataPlan(published: PublishedPlan, options: DataOptions): DataPlan {
  const { plan, version, hash, eventVersions } = published;
  refuseSharedWireNames(plan.events);
  refuseSharedNames(plan.events, tableName);
  const maker = new TableMaker(published, languageOf(published, options));
  return {
    slug: plan.slug,
    version,
    hash,
    language: maker.language,
    events: sortedBy(
      plan.events.map((event) => maker.event(event, eventVersions[event.id] ?? version)),
      ({ name }) => name,
    ),
    traits: maker.traits(),
  };
}

const TEXT: DataType = { kind: "text" };
const INSTANT: DataType = { kind: "instant" };

/** Columns of every message. Names of what people write never begin with these. */
const COMMON = [
  ["message_id", TEXT, false],
  ["occurred_at", INSTANT, false],
  ["received_at", INSTANT, false],
  ["user_id", TEXT, true],
  ["anonymous_id", TEXT, true],
  ["group_id", TEXT, true],
  ["source", TEXT, true],
  ["environment", TEXT, true],
  ["plan_version", { kind: "integer" }, true],
] as const;

/** Properties of open events that the plan does not name. */
const UNPLANNED = "unplanned_properties";

class TableMaker {
  readonly #published: PublishedPlan;
  readonly language: Language;
  readonly #data: DataText;
  readonly #common: readonly Column[];
  readonly #taken: ReadonlySet<string>;

  constructor(published: PublishedPlan, language: Language) {
    this.#published = published;
    this.language = language;
    this.#data = translator(language, "data");
    const automatic = published.plan.settings.automatic.map((name): Column => {
      const about = [this.#data("column.automatic", { name })];
      return { name: `context_${name}`, type: TEXT, nullable: true, about };
    });
    const common = COMMON.map(([name, type, nullable]): Column => {
      return { name, type, nullable, about: [this.#data(`column.${name}`)] };
    });
    this.#common = [...common, ...automatic];
    this.#taken = new Set([...this.#common.map(({ name }) => name), UNPLANNED]);
  }

  event(event: PlanEvent, version: number): EventTable {
    const { plan } = this.#published;
    const { shapes } = eventShapes(resolveEvent(plan, event), new Map());
    const unplanned: Column = {
      name: UNPLANNED,
      type: { kind: "json" },
      nullable: true,
      about: [this.#data("column.unplanned")],
    };
    return {
      name: tableName(event.identifier),
      event,
      version,
      about: [
        ...this.#texts(event.description),
        ...this.#texts(event.trigger).map((text) => this.#data("table.fires", { text })),
        ...this.#deprecation(event),
      ],
      columns: [...this.#common, ...this.#columns(shapes), ...(event.open ? [unplanned] : [])],
      ...(event.retentionDays === undefined ? {} : { retentionDays: event.retentionDays }),
    };
  }

  traits(): readonly TraitTable[] {
    const { userProperties, groupTypes } = this.#published.plan;
    const names = groupTables(groupTypes.map(({ name }) => name));
    const optional = (properties: readonly Property[]) => [
      properties.map((property) => ({ ...property, required: false })),
    ];
    return [
      {
        name: `${OWN_TABLE}identifies`,
        about: [this.#data("table.identifies")],
        columns: [...this.#common, ...this.#columns(optional(userProperties))],
      },
      ...groupTypes.map(({ name, description, properties }) => ({
        name: names.get(name) ?? name,
        group: name,
        about: [this.#data("table.group", { name }), ...this.#texts(description)],
        columns: [...this.#common, ...this.#columns(optional(properties))],
      })),
    ];
  }

  /** One column for each key of any shape. */
  #columns(shapes: readonly (readonly Property[])[]): Column[] {
    const byKey = new Map<string, Property[]>();
    for (const property of shapes.flat())
      if (!isNeverSent(property)) byKey.set(property.name, [...(byKey.get(property.name) ?? []), property]);
    const names = columnNames([...byKey.keys()], this.#taken);
    return [...byKey].map(([key, found]): Column => {
      const type = oneType(found.map((property) => property.type));
      const isAlways = found.length === shapes.length && found.every(({ required }) => required);
      const name = names.get(key) ?? key;
      return {
        name,
        key,
        type: dataTypeOf(type),
        nullable: !isAlways || mayBeNull(type),
        about: this.#about(found, name),
      };
    });
  }

  #about(found: readonly Property[], name: string): string[] {
    const [property] = found;
    if (property === undefined) return [];
    return [
      ...(property.name === name ? [] : [this.#data("column.holds", { key: property.name })]),
      ...this.about(property),
    ];
  }

  /** What is said of a property, nested ones too. */
  about(property: Property): string[] {
    return aboutProperty(property, this.language);
  }

  #texts(text: Property["description"]): string[] {
    const written = localized(text, this.language);
    return written.trim() === "" ? [] : [written];
  }

  #deprecation({ status, deprecation }: Pick<PlanEvent, "status" | "deprecation">): string[] {
    if (status !== "deprecated") return [];
    return [[this.#data("deprecated"), localized(deprecation?.text ?? {}, this.language)].join(" ").trim()];
  }
}

/** Description, rules and deprecation of a property, a line each; raw plan text. */
export function aboutProperty({ description, type, status, deprecation }: Property, language: Language): string[] {
  const written = localized(description, language).trim();
  const gone = localized(deprecation?.text ?? {}, language);
  return [
    ...(written === "" ? [] : [written]),
    ...typeRules(type, translator(language, "document")).map((rule) => `${rule}.`),
    ...(status === "deprecated" ? [`${translator(language, "data")("deprecated")} ${gone}`.trim()] : []),
  ];
}

/** A type that takes what any of these takes. */
function oneType(types: readonly PropertyType[]): PropertyType {
  const distinct = [...new Map(types.map((type) => [canonicalJson(type), type])).values()];
  const [first] = distinct;
  return distinct.length === 1 && first !== undefined ? first : { kind: "union", anyOf: distinct };
}
