/**
 * Plans as they are kept, and as they are read back. The model grows: what was kept before a field existed is completed
 * with its blank, and a plan that leaves the field blank is written, and so hashed, as it was before.
 */

import type { Edit } from "./edit.ts";
import { sameValue } from "./edit-same.ts";
import { DEFAULT_SETTINGS } from "./new-object.ts";
import type { Metric, NamingCase, Plan, PlanEvent } from "./plan.ts";
import type { PlanSettings } from "./plan-settings.ts";
import { DEFAULT_STANDARDS, plainStandards, type StandardKind } from "./standards.ts";

/** A plan as some release kept it. */
export type PlanDocument = Omit<Plan, "journeys" | "settings" | "events" | "metrics"> & {
  readonly journeys?: Plan["journeys"];
  readonly settings: SettingsDocument;
  readonly events: readonly (Omit<PlanEvent, "triggers" | "examples" | "presence"> & Partial<PlanEvent>)[];
  readonly metrics: readonly (Omit<Metric, "formula"> & Partial<Metric>)[];
};

/** Naming had two settings of its own before there were standards, and still has where the standards ask for no more. */
type SettingsDocument = Partial<PlanSettings> & {
  readonly eventNaming?: NamingCase;
  readonly propertyNaming?: NamingCase;
};

type Fields = Readonly<Record<string, unknown>>;

const EVENT_BLANKS: Fields = { triggers: [], examples: [], presence: [] };
const METRIC_BLANKS: Fields = { formula: {} };
const SETTINGS_BLANKS: Fields = {
  ...{ purposes: [], recipientDetails: [], transformations: [] },
  dataSubjects: {},
  securityMeasures: {},
};
const EVENT_CASE = DEFAULT_STANDARDS.naming.event.case;
const PROPERTY_CASE = DEFAULT_STANDARDS.naming.property.case;

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

function completeEvent(event: object): PlanEvent {
  return completed(event, EVENT_BLANKS);
}

function completeMetric(metric: object): Metric {
  return completed(metric, METRIC_BLANKS);
}

/** Settings with everything that was added since they were kept. */
function completeSettings({ eventNaming, propertyNaming, ...settings }: SettingsDocument): PlanSettings {
  const standards = settings.standards ?? plainStandards(eventNaming ?? EVENT_CASE, propertyNaming ?? PROPERTY_CASE);
  return completed({ ...settings, standards }, { ...DEFAULT_SETTINGS, ...SETTINGS_BLANKS });
}

function settingsDocument(settings: PlanSettings): SettingsDocument {
  const { standards, ...rest } = withoutBlanks(settings, SETTINGS_BLANKS) as PlanSettings;
  const { event, property } = standards.naming;
  const isPlain = sameValue(standards, plainStandards(event.case, property.case));
  return { ...rest, ...(isPlain ? { eventNaming: event.case, propertyNaming: property.case } : { standards }) };
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
    settings: settingsDocument(settings),
    metrics: listOf(metrics, (metric) => withoutBlanks(metric, METRIC_BLANKS) as Metric),
    ...(journeys.length === 0 ? {} : { journeys }),
    events: listOf(events, (event) => withoutBlanks(event, EVENT_BLANKS) as PlanEvent),
  };
}

/** Edits as they would be recorded today: their objects have all the fields, and naming is said in the standards. */
export function completeEdits(edits: readonly Edit[]): Edit[] {
  return edits.flatMap(completeEdit);
}

function completeEdit(edit: Edit): Edit[] {
  if (edit.command === "updateSettings") return settingsEdits(edit);
  if (edit.command !== "addObject" && edit.command !== "replaceObject") return [edit];
  const { kind, object } = edit.entry;
  if (kind === "event") return [{ ...edit, entry: { kind, object: completeEvent(object) } }];
  return kind === "metric" ? [{ ...edit, entry: { kind, object: completeMetric(object) as never } }] : [edit];
}

function settingsEdits(edit: Extract<Edit, { command: "updateSettings" }>): Edit[] {
  const { eventNaming, propertyNaming, ...changes } = edit.changes as typeof edit.changes & SettingsDocument;
  const naming = (kind: StandardKind, nameCase: NamingCase | undefined): Edit[] =>
    nameCase === undefined ? [] : [{ command: "updateNaming", kind, changes: { case: nameCase } }];
  const named = [
    ...naming("event", eventNaming),
    ...naming("property", propertyNaming),
    ...naming("user_property", propertyNaming),
  ];
  return named.length === 0 ? [edit] : [{ ...edit, changes }, ...named];
}
