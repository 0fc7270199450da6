/** The steps of a workshop, and at which of them a field is written. */

import type { Workshop } from "../../../../../../lib/plan/workshop.ts";

export const STEPS = ["meeting", "decisions", "metrics", "events", "outcome"] as const;
type WorkshopStep = (typeof STEPS)[number];

/** The step that can mend what is said of a field path. */
export function stepOfPath(path: string): WorkshopStep {
  const [kind = "", , field] = path.split("/");
  if (kind === "decision") return field === "metrics" ? "metrics" : "decisions";
  if (kind === "metric") return field === "formula" || field === "name" || field === "parent" ? "metrics" : "events";
  if (kind === "event" || path === "plan/critical" || path === "plan/events") return "events";
  if (kind === "workshop") return STEPS.find((step) => path === `workshop/${step}`) ?? "meeting";
  return "meeting";
}

/** Where a point is mended whose path names an object as a whole, or a field that is not asked for in a workshop. */
const FIELDS: Readonly<Record<string, string>> = {
  decision_without_metric: "metrics",
  unused_decision: "metrics",
  metric_without_event: "events",
  event_on_no_journey: "step",
};

/** The place in the workshop where what is open can be said. */
export function placeOfGap({ code, path }: { readonly code: string; readonly path: string }): string {
  const [kind, id] = path.split("/");
  const field = FIELDS[code];
  return field === undefined ? path : `${kind}/${id}/${field}`;
}

/** Where one begins to write at a step: for metrics and events, the line below the first thing they are said for. */
export function beginningOf(step: WorkshopStep, { decisions, metrics }: Workshop): string {
  if (step === "metrics" && decisions[0]) return `decision/${decisions[0].id}/metrics`;
  if (step === "events" && metrics[0]) return `metric/${metrics[0].id}/events`;
  return `workshop/${step}`;
}

/** What takes something away is no place to write. */
const FIELD = "input,select,textarea,button:not([data-removes])";

/** Gives the focus to the field of that path, or to what stands nearest around it. */
export function focusPath(path: string): void {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const place = document.querySelector(`[data-path="${CSS.escape(at)}"]`);
    const field = place?.querySelector<HTMLElement>(FIELD);
    if (!field) continue;
    field.focus();
    field.scrollIntoView({ block: "center" });
    return;
  }
}

/** On a page that one came to by keyboard: gives the focus to that field, where nothing has it. */
export function beginAt(path: string): void {
  if (document.activeElement === document.body) focusPath(path);
}

/** Where nothing more is to be added on a line: gives the focus to the next line, or to what leads to the next step. */
export function focusNext(line: HTMLElement): void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-adds] input, [data-goes-on]")];
  const next = places[places.findIndex((place) => line.contains(place)) + 1];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

/** Enter held down adds, or leads on, once: else it would run through the whole workshop. */
export function heldDown(event: {
  readonly key: string;
  readonly nativeEvent: { readonly repeat: boolean };
  preventDefault(): void;
}): void {
  if (event.key === "Enter" && event.nativeEvent.repeat) event.preventDefault();
}
