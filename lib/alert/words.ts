/** What a rule found, as a sentence. */

import { formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import type { Language } from "../plan/plan.ts";
import { type AlertKind, type AlertWindow, FEWEST_EVENTS, type Measured } from "./alert.ts";

/** `45 min`, `3 h 20 min`, `2 d 4 h` (`2 j 4 h`): the two greatest units. */
export function durationText(language: Language, minutes: number): string {
  const whole = Math.floor(minutes);
  const parts = [
    { value: Math.floor(whole / 1_440), unit: language === "fr" ? "j" : "d" },
    { value: Math.floor((whole % 1_440) / 60), unit: "h" },
    { value: whole % 60, unit: "min" },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  const shown = first === -1 ? parts.slice(2) : parts.slice(first, first + 2).filter(({ value }) => value > 0);
  return shown.map(({ value, unit }) => `${value}\u00a0${unit}`).join(" ");
}

/** A threshold or what was found, with its unit. */
export function valueText(language: Language, kind: AlertKind, value: number): string {
  const t = translator(language, "alert");
  if (kind === "silence") return durationText(language, value);
  if (kind === "new_kind") return t("kinds", { count: value });
  return t("percent", { value: formatterOf(language).number(value, { maximumFractionDigits: 1 }) });
}

interface Rule {
  readonly kind: AlertKind;
  readonly windowMinutes: AlertWindow;
  readonly threshold: number;
}

/** `12.5 % of 40 events of the last hour did not conform; it fires from 5 % on.` */
export function measuredText(language: Language, rule: Rule, { outcome, value, of = 0 }: Measured): string {
  const t = translator(language, "alert");
  const { kind } = rule;
  const span = t(`span.${rule.windowMinutes}`);
  const threshold = valueText(language, kind, rule.threshold);
  if (outcome === "unjudged")
    return kind === "silence"
      ? t("found.never")
      : t(kind === "drop" ? "found.fewBefore" : "found.few", { of, span, least: FEWEST_EVENTS });
  return t(`found.${kind}`, { value: valueText(language, kind, value ?? 0), of, span, threshold });
}
