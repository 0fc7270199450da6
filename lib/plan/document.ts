/**
 * Plans as they are kept, and as they are read back. The model grows: what was kept before a field existed is completed
 * with its blank, and a plan that leaves the field blank is written, and so hashed, as it was before.
 */

import type { Edit } from "./edit.ts";
import { DEFAULT_SETTINGS } from "./new-object.ts";
import type { Metric, Plan, PlanEvent } from "./plan.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** A plan as some release kept it. */
export type PlanDocument = Omit<Plan, "journeys" | "settings" | "events" | "metrics"> & {
  readonly journeys?: Plan["journeys"];
  readonly settings: Partial<PlanSettings>;
  readonly events: readonly (Omit<PlanEvent, "triggers" | "examples"> & Partial<PlanEvent>)[];
  readonly metrics: readonly (Omit<Metric, "formula"> & Partial<Metric>)[];
};

type Fields = Readonly<Record<string, unknown>>;

const EVENT_BLANKS: Fields = { triggers: [], examples: [] };
const METRIC_BLANKS: Fields = { formula: {} };
const SETTINGS_BLANKS: Fields = { purposes: [] };

/** The same object when nothing is missing. */
function completed<T extends object>(object: object, blanks: Fields): T {
  return (Object.keys(blanks).every((key) => key in object) ? object : { ...blanks, ...object }) as T;
}

function isBlank(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).length === 0;
}

function withoutBlanks(object: object, blanks: Fields): object {
  const gone = Object.keys(blanks).filter((key) => isBlank((object as Fields)[key]));
  return gone.length === 0 ? object : Object.fromEntries(Object.entries(object).filter(([key]) => !gone.includes(key)));
}

function listOf<T, R>(list: readonly T[], change: (item: T) => R): readonly R[] {
  const next = list.map(change);
  return next.every((item, index) => (item as unknown) === list[index]) ? (list as readonly unknown[] as R[]) : next;
}

export function completeEvent(event: object): PlanEvent {
  return completed(event, EVENT_BLANKS);
}

export function completeMetric(metric: object): Metric {
  return completed(metric, METRIC_BLANKS);
}

/** Settings with everything that was added since they were kept. */
export function completeSettings(settings: Partial<PlanSettings>): PlanSettings {
  return completed(settings, { ...DEFAULT_SETTINGS, ...SETTINGS_BLANKS });
}

/** The plan a document holds. */
export function planOfDocument(document: PlanDocument): Plan {
  return {
    ...document,
    settings: completeSettings(document.settings),
    metrics: listOf(document.metrics, completeMetric),
    journeys: document.journeys ?? [],
    events: listOf(document.events, completeEvent),
  };
}

/** The document that holds a plan: what its hash is made of. */
export function documentOfPlan(plan: Plan): PlanDocument {
  const { journeys, settings, metrics, events, ...rest } = plan;
  return {
    ...rest,
    settings: withoutBlanks(settings, SETTINGS_BLANKS),
    metrics: listOf(metrics, (metric) => withoutBlanks(metric, METRIC_BLANKS) as Metric),
    ...(journeys.length === 0 ? {} : { journeys }),
    events: listOf(events, (event) => withoutBlanks(event, EVENT_BLANKS) as PlanEvent),
  };
}

/** An edit that was recorded before its object had all the fields it has now. */
export function completeEdit(edit: Edit): Edit {
  if (edit.command !== "addObject" && edit.command !== "replaceObject") return edit;
  const { kind, object } = edit.entry;
  if (kind === "event") return { ...edit, entry: { kind, object: completeEvent(object) } };
  return kind === "metric" ? { ...edit, entry: { kind, object: completeMetric(object) as never } } : edit;
}
