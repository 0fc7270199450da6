/** Days of the calendar and numbers of days, as the plan writes them. */

/** True for a day that exists, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** For how many days something may be kept at most: a hundred years. */
export const DAYS_MAX = 36_500;
