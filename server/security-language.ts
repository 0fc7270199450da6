/** The language of a reader whose address names none: the one chosen earlier, else the browser's first that we speak. */

import { LANGUAGES, type Language } from "../lib/plan/plan.ts";

export function preferredLanguage(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  const known = LANGUAGES.find((language) => language === chosen);
  if (known) return known;
  const wishes = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((part, index) => {
      const [tag = "", ...options] = part.trim().toLowerCase().split(";");
      const weight = Number(options.map((option) => /^\s*q=([\d.]+)$/.exec(option)?.[1]).find(Boolean) ?? "1");
      return { primary: tag.split("-")[0], weight: Number.isFinite(weight) ? weight : 0, index };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const wish of wishes) {
    const language = LANGUAGES.find((candidate) => candidate === wish.primary);
    if (language) return language;
  }
  return "en";
}
