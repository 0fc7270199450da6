/** Windows and durations within reason: real dates in order, at most ten years, and sign-up only where a person is asked about. */

import { parseDay } from "../calendar.ts";
import type { Duration, TimeWindow } from "../question.ts";
import { durationMs } from "../window.ts";
import type { Problems } from "./bind-problem.ts";

const MAX_DAYS = 3_660;
const DAY_MS = 86_400_000;

export function checkDuration(duration: Duration, path: string, problems: Problems): void {
  if (durationMs(duration) <= MAX_DAYS * DAY_MS) return;
  problems.add(path, `A delay lasts at most ${MAX_DAYS} days.`, `Un délai dure au plus ${MAX_DAYS} jours.`);
}

function checkLength(days: number, path: string, problems: Problems): void {
  if (days <= MAX_DAYS) return;
  problems.add(
    path,
    `A window covers at most ${MAX_DAYS} days. For all history use ever.`,
    `Une fenêtre couvre au plus ${MAX_DAYS} jours. Pour tout l’historique, utilisez ever.`,
  );
}

function checkDates(window: { readonly from: string; readonly to: string }, path: string, problems: Problems): void {
  const days = [window.from, window.to].map(parseDay);
  days.forEach((day, index) => {
    if (day !== undefined && day >= 1 && day < 65_000) return;
    const [key, text] = index === 0 ? ["from", window.from] : ["to", window.to];
    problems.add(`${path}/${key}`, `“${text}” is not a date.`, `« ${text} » n’est pas une date.`);
  });
  const [from, to] = days;
  if (from === undefined || to === undefined) return;
  checkLength(to - from + 1, path, problems);
  if (from <= to) return;
  problems.add(path, "The first date comes after the last.", "La première date vient après la dernière.");
}

/** `ofPerson`: a criterion about one person, where `afterSignUp` has a meaning. */
export function checkWindow(
  window: TimeWindow,
  { path, ofPerson, problems }: { readonly path: string; readonly ofPerson: boolean; readonly problems: Problems },
): void {
  if ("lastDays" in window) checkLength(window.lastDays, path, problems);
  else if ("lastHours" in window) checkLength(window.lastHours / 24, path, problems);
  else if ("from" in window) checkDates(window, path, problems);
  else if ("fromDaysAgo" in window) {
    checkLength(window.fromDaysAgo + 1, path, problems);
    if (window.fromDaysAgo < window.toDaysAgo)
      problems.add(
        path,
        "fromDaysAgo is the older end: it cannot be less than toDaysAgo.",
        "fromDaysAgo est la borne la plus ancienne : elle ne peut pas être inférieure à toDaysAgo.",
      );
  } else if ("afterSignUp" in window) {
    checkDuration(window.afterSignUp, `${path}/afterSignUp`, problems);
    if (!ofPerson)
      problems.add(
        path,
        "Time after sign-up is a criterion about a person: use it in a cohort.",
        "Le temps depuis l’inscription est un critère sur une personne : utilisez-le dans une cohorte.",
      );
  }
}
