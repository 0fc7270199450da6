/** Delays and windows in words. */

import { withFirstDay } from "../../plan/french-day.ts";
import type { Language } from "../../plan/plan.ts";
import type { Duration, TimeWindow } from "../question.ts";

const NBSP = "\u00a0";

export function numberWords(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
}

/** `1 day`, `3 days`; French takes the singular below 2. */
export function counted(value: number, [one, many]: readonly [string, string], language: Language): string {
  const single = language === "fr" ? Math.abs(value) < 2 : value === 1;
  return `${numberWords(value, language)}${NBSP}${single ? one : many}`;
}

const UNITS = {
  en: { minute: ["minute", "minutes"], hour: ["hour", "hours"], day: ["day", "days"], week: ["week", "weeks"] },
  fr: {
    minute: ["minute", "minutes"],
    hour: ["heure", "heures"],
    day: ["jour", "jours"],
    week: ["semaine", "semaines"],
  },
} as const;

export function durationWords({ value, unit }: Duration, language: Language): string {
  return counted(value, UNITS[language][unit], language);
}

const PERIODS = {
  en: { ...UNITS.en, month: ["month", "months"] },
  fr: { ...UNITS.fr, month: ["mois", "mois"] },
} as const;

export function periodWords(value: number, unit: "day" | "week" | "month", language: Language): string {
  return counted(value, PERIODS[language][unit], language);
}

function dateWords(text: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const written = format.format(new Date(`${text}T00:00:00Z`));
  return language === "fr" ? withFirstDay(written) : written;
}

function windowEn(window: TimeWindow): string {
  if ("ever" in window) return "at any time";
  if ("lastDays" in window) return `in the last ${periodWords(window.lastDays, "day", "en")}, today included`;
  if ("lastHours" in window) return `in the last ${counted(window.lastHours, UNITS.en.hour, "en")}`;
  if ("from" in window) return `from ${dateWords(window.from, "en")} to ${dateWords(window.to, "en")}`;
  if ("afterSignUp" in window) return `within ${durationWords(window.afterSignUp, "en")} of sign-up`;
  return `from ${numberWords(window.fromDaysAgo, "en")} to ${periodWords(window.toDaysAgo, "day", "en")} ago`;
}

function windowFr(window: TimeWindow): string {
  if ("ever" in window) return "à n’importe quel moment";
  if ("lastDays" in window)
    return window.lastDays === 1
      ? "aujourd’hui"
      : `dans les ${numberWords(window.lastDays, "fr")} derniers jours, aujourd’hui compris`;
  if ("lastHours" in window)
    return window.lastHours === 1
      ? "dans la dernière heure"
      : `dans les ${numberWords(window.lastHours, "fr")} dernières heures`;
  if ("from" in window) return `du ${dateWords(window.from, "fr")} au ${dateWords(window.to, "fr")}`;
  if ("afterSignUp" in window) return `dans les ${durationWords(window.afterSignUp, "fr")} suivant l’inscription`;
  return `d’il y a ${numberWords(window.fromDaysAgo, "fr")} à il y a ${periodWords(window.toDaysAgo, "day", "fr")}`;
}

export function windowWords(window: TimeWindow, language: Language): string {
  return language === "fr" ? windowFr(window) : windowEn(window);
}
