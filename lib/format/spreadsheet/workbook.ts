/** The sheets of a workbook that are made for readers: cover, KPI tree, journeys, and what each source has to do. Never read back. */

import { callExample } from "../../document/call-example.ts";
import { type KpiTree, kpiTree, type MetricNode } from "../../document/kpi-tree.ts";
import { propertyRows, typeRules } from "../../document/property-rows.ts";
import { typeText } from "../../document/type-text.ts";
import { formatterOf } from "../../i18n/translate.ts";
import { localized, translator } from "../../i18n/translator.ts";
import { LANGUAGES, type Language, type Plan, type PlanEvent } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import { CELL_MAX, type Cell, cellText, isBlank } from "./cell.ts";
import type { Sheet } from "./table.ts";

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

function textsOf(row: readonly Cell[] | undefined): readonly string[] {
  return (row ?? []).filter((cell) => !isBlank(cell)).map((cell) => cellText(cell));
}

/** True for a sheet that only readers look at: it begins as one of ours does, in either language. */
export function isReaderSheet({ name, rows }: Sheet): boolean {
  const first = textsOf(rows[0]).join("\n");
  return LANGUAGES.some((language) => {
    const t = translator(language, "document");
    const isCover = name === t("sheet.cover") && textsOf(rows[0])[0] === t("title");
    const kinds = Object.keys(HEADERS) as Kind[];
    return isCover || kinds.some((kind) => headersOf(kind, language).join("\n") === first);
  });
}

function clipped(text: string): string {
  return text.length > CELL_MAX ? `${text.slice(0, CELL_MAX - 1)}…` : text;
}

class ReaderSheets {
  private readonly t;
  private readonly words;

  constructor(
    private readonly plan: Plan,
    private readonly language: Language,
  ) {
    this.t = translator(language, "document");
    this.words = translator(language, "plan");
  }

  private text(text: Parameters<typeof localized>[0], fallback = ""): string {
    return localized(text, this.language, fallback);
  }

  private metricRows(nodes: readonly MetricNode[], decision: string, events: string, above = ""): Cell[][] {
    return nodes.flatMap(({ metric, parts }) => {
      const name = this.text(metric.name, metric.id);
      const row = [decision, name, above, this.text(metric.formula), events];
      return [row, ...this.metricRows(parts, decision, "", name)];
    });
  }

  private treeRows({ decisions, loose }: KpiTree): Cell[][] {
    const rows = decisions.flatMap(({ decision, metrics, events }) => {
      const name = this.text(decision.name, decision.id);
      const served = events.map((event) => event.name).join("\n");
      return metrics.length === 0 ? [[name, "", "", "", served]] : this.metricRows(metrics, name, served);
    });
    return [...rows, ...this.metricRows(loose, "", "")];
  }

  tree(): ReaderSheet {
    return this.sheet("tree", this.t("sheet.tree"), this.treeRows(kpiTree(this.plan)));
  }

  private sheet(kind: Kind, name: string, rows: readonly (readonly Cell[])[]): ReaderSheet {
    const told = rows.map((row) => row.map((cell) => (typeof cell === "string" ? clipped(cell) : cell)));
    return { name, grid: [headersOf(kind, this.language), ...told], widths: WIDTHS[kind] };
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

  private eventRows(event: PlanEvent, source: string | undefined): Cell[][] {
    const here = event.triggers.filter((one) => one.source === undefined || one.source === source);
    const places = here.map((one) => [this.text(one.text), one.url ?? ""].filter((text) => text !== "").join(" "));
    const call = callExample(this.plan, event, this.words);
    const head: Cell[] = [event.name, event.callType, this.text(event.trigger), places.join("\n")];
    const rows = resolveEvent(this.plan, event).properties.flatMap(({ property }) => propertyRows([property]));
    if (rows.length === 0) return [[...head, "", "", "", "", call]];
    return rows.map(({ name, property }, at) => [
      ...(at === 0 ? head : [event.name, "", "", ""]),
      name,
      typeText(property.type, this.words),
      this.t(property.required ? "yes" : "no"),
      typeRules(property.type, this.t).join("\n"),
      at === 0 ? call : "",
    ]);
  }

  /** What a source has to send; without one, what every source has to. */
  source(source: string | undefined): ReaderSheet {
    const events = this.plan.events.filter(
      ({ sources, status }) =>
        status !== "deprecated" && (sources.length === 0 || (source !== undefined && sources.includes(source))),
    );
    const name = source === undefined ? this.t("sheet.everySource") : this.t("sheet.source", { source });
    const rows = events.flatMap((event) => this.eventRows(event, source));
    return this.sheet("source", name, rows);
  }

  cover(of: WorkbookCover, sheets: readonly { readonly name: string; readonly rows: number }[]): ReaderSheet {
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
      ...said.filter(([, value]) => value !== "").map(([word, value]) => [word, clipped(value)]),
      [""],
      [t("sheet.sheets")],
      ...sheets.map(({ name, rows }) => [name, t("sheet.rows", { count: rows })]),
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
  const sources = slugs.length === 0 ? [undefined] : slugs;
  const tree = plan.decisions.length + plan.metrics.length === 0 ? [] : [made.tree()];
  const journeys = plan.journeys.length === 0 ? [] : [made.journeys()];
  const todo = plan.events.length === 0 ? [] : sources.map((source) => made.source(source));
  taken.add(translator(language, "document")("sheet.cover").toLowerCase());
  const front = tree.map(named);
  const back = [...journeys, ...todo].map(named);
  const counted = (sheet: ReaderSheet) => ({ name: sheet.name, rows: sheet.grid.length - 1 });
  const listed = [...front.map(counted), ...others, ...back.map(counted)];
  return { before: [made.cover(options.cover ?? {}, listed), ...front], after: back };
}
