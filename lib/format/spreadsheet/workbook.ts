/** The sheets of a workbook that are made for readers: cover, KPI tree, journeys, and what each source has to do. Never read back. */

import { callExample } from "../../document/call-example.ts";
import { presenceLines } from "../../document/presence-text.ts";
import { propertyRows, typeRules } from "../../document/property-rows.ts";
import { typeText } from "../../document/type-text.ts";
import { formatterOf } from "../../i18n/translate.ts";
import { localized, translator } from "../../i18n/translator.ts";
import { type KpiNode, kpiTree } from "../../plan/kpi-tree.ts";
import {
  LANGUAGES,
  type Language,
  type LocalizedText,
  type Plan,
  type PlanEvent,
  type Property,
} from "../../plan/plan.ts";
import { isNeverSent } from "../../plan/presence.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import { type Cell, cellText } from "./cell.ts";
import type { Sheet } from "./table.ts";
import { isChangesSheet } from "./word.ts";

/** What the cover says besides what the plan knows of itself. */
export interface WorkbookCover {
  readonly project?: string;
  /** "Version 3", "Branch main". */
  readonly edition?: string;
  readonly date?: Date;
  readonly author?: string;
  readonly timeZone?: string;
}

export interface ReaderSheet {
  readonly name: string;
  readonly grid: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
}

/** A sheet as the cover lists it; `isRead`: reading the workbook back takes what it says. */
interface ListedSheet {
  readonly name: string;
  readonly rows: number;
  readonly isRead: boolean;
}

const HEADERS = {
  tree: ["decision", "metric", "part", "formula", "events"],
  journeys: ["journey", "step", "name", "description", "source", "address", "picture", "events"],
  source: ["event", "callType", "trigger", "triggerHere", "property", "type", "required", "rules", "call"],
} as const;
type Kind = keyof typeof HEADERS;

const WIDTHS: Readonly<Record<Kind, readonly number[]>> = {
  tree: [36, 36, 28, 40, 60],
  journeys: [28, 8, 28, 40, 16, 36, 28, 40],
  source: [28, 8, 40, 40, 28, 20, 12, 40, 70],
};

function headersOf(kind: Kind, language: Language): readonly string[] {
  const t = translator(language, "document");
  const words: Readonly<Record<string, string>> = {
    formula: t("decision.formula"),
    events: t("step.events"),
    name: t("column.name"),
    description: t("column.description"),
    source: t("step.source"),
    address: t("step.address"),
    type: t("column.type"),
    required: t("column.required"),
    rules: t("column.rules"),
    decision: t("sheet.decision"),
    metric: t("sheet.metric"),
    part: t("sheet.part"),
    journey: t("sheet.journey"),
    step: t("sheet.step"),
    picture: t("sheet.picture"),
    event: t("sheet.event"),
    callType: t("sheet.callType"),
    trigger: t("sheet.trigger"),
    triggerHere: t("sheet.triggerHere"),
    property: t("sheet.property"),
    call: t("sheet.call"),
  };
  return HEADERS[kind].map((key) => words[key] ?? key);
}

/** People insert rows above the headers of a sheet; so far down they are looked for. */
const HEADER_ROWS = 30;
/** A sheet under its own name is known by this share of its headers; under another, by all. */
const HEADERS_SHARE = 2 / 3;

/** The beginning of the names of our sheets of that kind: a source or a number may follow. */
function nameOf(kind: Kind, language: Language): string {
  const t = translator(language, "document");
  return kind === "source" ? t("sheet.source", { source: "" }).trim() : t(`sheet.${kind}`);
}

/** What stood first on a French cover before: workbooks written then are still about. */
const FORMER_TITLE = "Plan de marquage";

/** True for a sheet that only readers look at, in either language, though rows and columns were put into it. */
export function isReaderSheet({ name, rows }: Sheet): boolean {
  const kinds = Object.keys(HEADERS) as Kind[];
  const heads = rows.slice(0, HEADER_ROWS).map((row) => new Set(row.map((cell) => cellText(cell).trim())));
  return LANGUAGES.some((language) => {
    const t = translator(language, "document");
    const isTitled = (head: ReadonlySet<string>) => head.has(t("title")) || head.has(FORMER_TITLE);
    if (name.startsWith(t("sheet.cover")) && heads.some(isTitled)) return true;
    return kinds.some((kind) => {
      const headers = headersOf(kind, language);
      const share = name.startsWith(nameOf(kind, language)) ? HEADERS_SHARE : 1;
      return heads.some((head) => headers.filter((one) => head.has(one)).length >= headers.length * share);
    });
  });
}

/** So many rows of instructions at most, over all sources: events name any number of them. */
const TODO_ROWS_MAX = 20_000;

function eventNames(nodes: readonly KpiNode[]): string {
  return nodes.flatMap(({ kind, name }) => (kind === "event" ? (name.en ?? "") : [])).join("\n");
}

class ReaderSheets {
  private readonly t;
  private readonly words;
  private readonly formulas: ReadonlyMap<string, LocalizedText>;
  /** What sheets say alike of an event, by its id; by the source too where it makes exceptions. */
  private readonly told = new Map<string, readonly (readonly Cell[])[]>();
  private rowsLeft = TODO_ROWS_MAX;

  constructor(
    private readonly plan: Plan,
    private readonly language: Language,
  ) {
    this.t = translator(language, "document");
    this.words = translator(language, "plan");
    this.formulas = new Map(plan.metrics.map(({ id, formula }) => [id, formula]));
  }

  private text(text: LocalizedText, fallback = ""): string {
    return localized(text, this.language, fallback);
  }

  private metricRows(nodes: readonly KpiNode[], decision: string, above = ""): Cell[][] {
    return nodes.flatMap(({ kind, id, name, children }) => {
      if (kind !== "metric") return [];
      const metric = this.text(name, id);
      const row = [decision, metric, above, this.text(this.formulas.get(id) ?? {}), eventNames(children)];
      return [row, ...this.metricRows(children, decision, metric)];
    });
  }

  private treeRows(tree: readonly KpiNode[]): Cell[][] {
    return tree.flatMap(({ kind, id, name, children }) => {
      const decision = kind === "loose" ? "" : this.text(name, id);
      const rows = this.metricRows(children, decision);
      const served = eventNames(children);
      return rows.length > 0 && served === "" ? rows : [[decision, "", "", "", served], ...rows];
    });
  }

  tree(): ReaderSheet {
    return this.sheet("tree", this.t("sheet.tree"), this.treeRows(kpiTree(this.plan)));
  }

  private sheet(kind: Kind, name: string, rows: readonly (readonly Cell[])[]): ReaderSheet {
    return { name, grid: [headersOf(kind, this.language), ...rows], widths: WIDTHS[kind] };
  }

  journeys(): ReaderSheet {
    const names = new Map(this.plan.events.map(({ id, name }) => [id, name]));
    const rows = this.plan.journeys.flatMap((journey) =>
      journey.steps.map((step, at): Cell[] => [
        this.text(journey.name, journey.id),
        at + 1,
        this.text(step.name, step.id),
        this.text(step.description),
        step.source ?? "",
        step.url ?? "",
        step.image === undefined ? "" : this.text(step.image.alt, step.image.id.slice(0, 12)),
        step.events.map((id) => names.get(id) ?? "").join("\n"),
      ]),
    );
    return this.sheet("journeys", this.t("sheet.journeys"), rows);
  }

  private requiredOf(event: PlanEvent, property: Property, source: string | undefined): string {
    const lines = source === undefined ? presenceLines(event, property.id, this.t) : [];
    return [this.t(property.required ? "yes" : "no"), ...lines].join("\n");
  }

  /** Properties and call of an event: the same wherever it fires, but where it makes exceptions. */
  private toldOf(event: PlanEvent, source: string | undefined): readonly (readonly Cell[])[] {
    const key = event.presence.length === 0 ? event.id : `${event.id} ${source ?? ""}`;
    const known = this.told.get(key);
    if (known !== undefined) return known;
    const call = callExample(this.plan, event, this.words, source);
    const sent = resolveEvent(this.plan, event, source).properties.filter(({ property }) => !isNeverSent(property));
    const rows = sent.flatMap(({ property }) => propertyRows([property]));
    const told = rows.map(({ name, property }, at) => [
      name,
      typeText(property.type, this.words),
      this.requiredOf(event, property, source),
      typeRules(property.type, this.t).join("\n"),
      at === 0 ? call : "",
    ]);
    const written = told.length === 0 ? [["", "", "", "", call]] : told;
    this.told.set(key, written);
    return written;
  }

  /** Places at the source, or, where every source sends the event, all of them. */
  private placesOf(event: PlanEvent, source: string | undefined): string {
    return event.triggers
      .filter((one) => source === undefined || one.source === undefined || one.source === source)
      .map((one) => [source === undefined ? one.source : undefined, this.text(one.text), one.url])
      .map((texts) => texts.filter((text) => text !== undefined && text !== "").join(" "))
      .join("\n");
  }

  private eventRows(event: PlanEvent, source: string | undefined): Cell[][] {
    const head = [event.name, event.callType, this.text(event.trigger), this.placesOf(event, source)];
    return this.toldOf(event, source).map((told, at) => [...(at === 0 ? head : [event.name, "", "", ""]), ...told]);
  }

  /** What a source has to send besides what every source has to; without one, what every source has to. */
  source(source: string | undefined): ReaderSheet {
    const rows: Cell[][] = [];
    for (const event of this.plan.events) {
      const isHere = source === undefined ? event.sources.length === 0 : event.sources.includes(source);
      if (!isHere || event.status === "deprecated") continue;
      const own = this.eventRows(event, source);
      this.rowsLeft -= own.length;
      if (this.rowsLeft < 0) {
        rows.push([this.t("sheet.cut")]);
        break;
      }
      rows.push(...own);
    }
    const name = source === undefined ? this.t("sheet.everySource") : this.t("sheet.source", { source });
    return this.sheet("source", name, rows);
  }

  cover(of: WorkbookCover, sheets: readonly ListedSheet[]): ReaderSheet {
    const { t, plan, language } = this;
    const date =
      of.date === undefined ? "" : formatterOf(language, of.timeZone).dateTime(of.date, { dateStyle: "long" });
    const said: readonly (readonly [string, string])[] = [
      [t("sheet.project"), of.project ?? plan.slug],
      [t("sheet.version"), of.edition ?? ""],
      [t("sheet.date"), date],
      [t("sheet.author"), of.author ?? ""],
      [t("sheet.language"), t(language === "fr" ? "page.french" : "page.english")],
      [t("column.description"), this.text(plan.description)],
    ];
    const grid: Cell[][] = [
      [t("title"), this.text(plan.name, plan.slug)],
      ...said.filter(([, value]) => value !== "").map(([word, value]) => [word, value]),
      [""],
      [t("sheet.sheets")],
      ...sheets.map(({ name, rows, isRead }) => [name, t(isRead ? "sheet.rows" : "sheet.notRead", { count: rows })]),
      [""],
      [t("sheet.legend")],
      ...(["required", "critical", "breaking", "compatible", "documentation", "deprecated", "privacy"] as const).map(
        (term) => [t(`glossary.${term}.term`), t(`glossary.${term}.text`)],
      ),
    ];
    return { name: t("sheet.cover"), grid, widths: [32, 90] };
  }
}

/** A name a workbook takes: at most 31 signs, none of those that addresses of cells use, no other's. */
function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      .replace(/[:\\/?*[\]]/g, " ")
      .replace(/^'+|'+$/g, "")
      .trim() || "-";
  let name = clean.slice(0, 31);
  for (let number = 2; taken.has(name.toLowerCase()); number++) {
    const suffix = ` ${number}`;
    name = `${clean.slice(0, 31 - suffix.length)}${suffix}`;
  }
  taken.add(name.toLowerCase());
  return name;
}

/** The sheets for readers around those that are read back: what comes before them, and what after. */
export function readerSheets(
  plan: Plan,
  language: Language,
  others: readonly { readonly name: string; readonly rows: number }[],
  options: { readonly cover?: WorkbookCover; readonly sources?: readonly string[] },
): { readonly before: readonly ReaderSheet[]; readonly after: readonly ReaderSheet[] } {
  const made = new ReaderSheets(plan, language);
  const taken = new Set(others.map(({ name }) => name.toLowerCase()));
  const named = (sheet: ReaderSheet): ReaderSheet => ({ ...sheet, name: sheetName(sheet.name, taken) });
  const slugs = [...new Set([...(options.sources ?? []), ...plan.events.flatMap(({ sources }) => sources)])].sort();
  const isShared = plan.events.some(({ sources, status }) => sources.length === 0 && status !== "deprecated");
  const sources = isShared || slugs.length === 0 ? [undefined, ...slugs] : slugs;
  const tree = plan.decisions.length + plan.metrics.length === 0 ? [] : [made.tree()];
  const journeys = plan.journeys.length === 0 ? [] : [made.journeys()];
  const todo = plan.events.length === 0 ? [] : sources.map((source) => made.source(source));
  taken.add(translator(language, "document")("sheet.cover").toLowerCase());
  const front = tree.map(named);
  const back = [...journeys, ...todo].map(named);
  const counted = ({ name, grid }: ReaderSheet) => ({ name, rows: grid.length - 1, isRead: false });
  const own = others.map((sheet) => ({ ...sheet, isRead: !isChangesSheet(sheet.name) }));
  const listed = [...front.map(counted), ...own, ...back.map(counted)];
  return { before: [made.cover(options.cover ?? {}, listed), ...front], after: back };
}
