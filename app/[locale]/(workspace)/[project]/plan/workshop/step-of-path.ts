/** The steps of a workshop, and at which of them a field is written. */

export const STEPS = ["meeting", "decisions", "metrics", "events", "outcome"] as const;
type WorkshopStep = (typeof STEPS)[number];

/** The step that can mend what is said of a field path. */
export function stepOfPath(path: string): WorkshopStep {
  const [kind = "", , field] = path.split("/");
  if (kind === "decision") return field === "metrics" ? "metrics" : "decisions";
  if (kind === "metric") return field === "formula" || field === "name" || field === "parent" ? "metrics" : "events";
  if (kind === "event" || path === "plan/critical") return "events";
  if (kind === "workshop") return STEPS.find((step) => path === `workshop/${step}`) ?? "meeting";
  return "meeting";
}

const FIELD = "input,select,textarea,button";

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
