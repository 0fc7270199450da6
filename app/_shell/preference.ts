/** What a reader prefers, kept in cookies that the server reads: the language of addresses without one, and the theme. */

import { LANGUAGE_COOKIE } from "../../lib/access/session-cookie.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { THEME_COOKIE, type Theme } from "./theme.ts";

/** What the search of everything can change: the other language, or a theme. */
export type Preference = "language" | Theme;

export const THEME_KEPT = "theme-kept";

const YEAR = 365 * 86_400;

function keep(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing from two of the browsers we serve.
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

export function keepLanguage(language: Language): void {
  keep(LANGUAGE_COOKIE, language);
}

/** Takes effect at once, and is told to whoever shows the choice. */
export function keepTheme(theme: Theme): void {
  keep(THEME_COOKIE, theme);
  window.dispatchEvent(new CustomEvent(THEME_KEPT, { detail: theme }));
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The same page in another language: the address keeps its filters. */
export function inLanguage(path: string, query: string, language: Language): string {
  return `/${language}${path.replace(/^\/[a-z]{2}(?=\/|$)/, "")}${query ? `?${query}` : ""}`;
}
