/** The register of processing in words: the columns of article 30 GDPR in one language, for the screen, files and the API. */

import type { AreaText } from "../i18n/translate.ts";
import { localized, translator } from "../i18n/translator.ts";
import type { Language, LocalizedText, Plan } from "../plan/plan.ts";
import { type RegisterPlace, type RegisterRecipient, type RegisterRow, registerOf } from "../plan/register.ts";

// biome-ignore format: one list of words
export const REGISTER_COLUMNS = [
  "data", "key", "where", "description", "decisions", "purpose", "why", "basis", "class", "people", "retention",
  "recipients", "transfers", "safeguards", "security", "controller", "contact", "officer",
] as const;
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number];

/** A row in words; what the plan does not say is empty. */
export type RegisterLine = Readonly<Record<RegisterColumn, string>>;

const YEAR_DAYS = 365;

/** A number of days as people say it: in years where it is whole years. */
export function periodText(days: number, language: Language): string {
  const years = days % YEAR_DAYS === 0;
  const style = { style: "unit", unit: years ? "year" : "day", unitDisplay: "long" } as const;
  return new Intl.NumberFormat(language, style).format(years ? days / YEAR_DAYS : days);
}

export function countryText(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}

export function listText(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(language).format(items);
}

/** The text in the language, else in the other one: a column of a register is better half translated than empty. */
function told(text: LocalizedText, language: Language): string {
  return localized(text, language).trim();
}

/** A key on the wire as words, where nobody gave it a name. */
export function wordsOfKey(name: string): string {
  const last = name.split(".").at(-1) ?? name;
  const words = last
    .replaceAll("[]", "")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-\s]+/g, " ")
    .trim();
  return words === "" ? name : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

class RegisterWords {
  readonly #language: Language;
  readonly #t: AreaText<"register">;
  readonly #plan: Plan;

  constructor(plan: Plan, language: Language) {
    this.#plan = plan;
    this.#language = language;
    this.#t = translator(language, "register");
  }

  #place(place: RegisterPlace): string {
    if (place.kind === "user") return this.#t("user");
    const name = told(place.displayName, this.#language) || place.name;
    return place.kind === "event" ? name : this.#t("ofGroup", { name });
  }

  #recipient({ name, country, description }: RegisterRecipient): string {
    const where = country === undefined ? name : `${name} (${countryText(country, this.#language)})`;
    const what = told(description, this.#language);
    return what === "" ? where : `${where} – ${what}`;
  }

  line(row: RegisterRow): RegisterLine {
    const language = this.#language;
    const t = this.#t;
    const { purpose, retentionDays } = row;
    const { settings } = this.#plan;
    const transfers = (purpose?.recipients ?? []).filter(({ isTransfer }) => isTransfer);
    const basis = purpose?.legalBasis;
    const plan = translator(language, "plan");
    return {
      data: row.kind === "event" ? t("events") : told(row.displayName, language) || wordsOfKey(row.name),
      key: row.name,
      where: row.places.map((place) => this.#place(place)).join(", "),
      description: told(row.description, language),
      decisions: row.decisions.map((name) => told(name, language)).join("; "),
      purpose: purpose ? told(purpose.name, language) || purpose.key : "",
      why: purpose ? told(purpose.description, language) : "",
      basis: basis === undefined ? "" : plan(`option.legalBasis.${basis}`),
      class: t(`class.${row.privacy}`),
      people: told(settings.dataSubjects, language),
      retention: retentionDays === undefined ? "" : periodText(retentionDays, language),
      recipients: this.#recipients(row),
      transfers: transfers.map(({ name, country = "" }) => `${name} (${countryText(country, language)})`).join("; "),
      safeguards: [...new Set(transfers.map(({ safeguards }) => told(safeguards, language)).filter(Boolean))].join(
        "; ",
      ),
      security: told(settings.securityMeasures, language),
      controller: settings.controller?.trim() ?? "",
      contact: settings.controllerContact?.trim() ?? "",
      officer: settings.dataProtectionOfficer?.trim() ?? "",
    };
  }

  /** Nobody is said only where the plan declares the purpose: a purpose nobody described says nothing. */
  #recipients({ purpose }: RegisterRow): string {
    if (purpose?.legalBasis === undefined) return "";
    if (purpose.recipients.length === 0) return this.#t("nobody");
    return purpose.recipients.map((one) => this.#recipient(one)).join("; ");
  }
}

/** Every row of a plan's register in words, in the order of `registerOf(plan).rows`. */
export function registerLines(plan: Plan, language: Language): readonly RegisterLine[] {
  const words = new RegisterWords(plan, language);
  return registerOf(plan).rows.map((row) => words.line(row));
}

/** What is missing, each as a sentence, with the path where it is to be said. */
export function missingLines(
  plan: Plan,
  language: Language,
): readonly { readonly path: string; readonly text: string }[] {
  const t = translator(language, "register");
  return registerOf(plan).missing.map(({ kind, name, path }) => ({ path, text: t(`missing.${kind}`, { name }) }));
}
