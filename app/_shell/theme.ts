/** The reader's theme: a cookie the server reads, so that the first paint is right without any script. */

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "gabarit_theme";

/** What the cookie says; anything else is as the system. */
export function readTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
