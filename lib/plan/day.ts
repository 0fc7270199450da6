/** Days of the calendar and numbers of days, as the plan writes them. */

import { withFirstDay } from "./french-day.ts";

/** True for a day that exists, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** For how many days something may be kept at most: a hundred years. */
export const DAYS_MAX = 36_500;

const WRITTEN = { dateStyle: "long", timeZone: "UTC" } as const;
const ENGLISH = new Intl.DateTimeFormat("en", WRITTEN);
const FRENCH = new Intl.DateTimeFormat("fr", WRITTEN);

/** A day that exists as people write it, in both languages. */
export function dayInWords(day: string): { readonly en: string; readonly fr: string } {
  const date = new Date(`${day}T12:00:00Z`);
  return { en: ENGLISH.format(date), fr: withFirstDay(FRENCH.format(date)) };
}

/** A value that is a day of the calendar: its sentence writes it in words. */
export class DayValue {
  constructor(readonly day: string) {}
}
