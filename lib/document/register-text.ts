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

/** What is dear to make, once per language. */
function perLanguage<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

const unit = (name: "year" | "day") =>
  perLanguage((language) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" }));
const yearFormat = unit("year");
const dayFormat = unit("day");
const countryNames = perLanguage((language) => new Intl.DisplayNames(language, { type: "region" }));
const listFormat = perLanguage((language) => new Intl.ListFormat(language));

/** A number of days as people say it: in years where it is whole years. */
export function periodText(days: number, language: Language): string {
  const years = days % YEAR_DAYS === 0;
  return years ? yearFormat(language).format(days / YEAR_DAYS) : dayFormat(language).format(days);
}

export function countryText(code: string, language: Language): string {
  return countryNames(language).of(code) ?? code;
}

export function listText(items: readonly string[], language: Language): string {
  return listFormat(language).format(items);
}

/** The text in the language, else in the other one: a column of a register is better half translated than empty. */
export function told(text: LocalizedText, language: Language): string {
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
  /** Between things of a list that may hold commas, as the language sets it. */
  readonly #between: string;

  constructor(plan: Plan, language: Language) {
    this.#between = language === "fr" ? "\u202f; " : "; ";
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

  /** What a row is about: its name, its key and what is said of it. */
  #subject({ kind, name, displayName, description }: RegisterRow): Pick<RegisterLine, "data" | "key" | "description"> {
    const t = this.#t;
    const { automatic, canonicalUserId = "" } = this.#plan.settings;
    if (kind === "event") return { data: t("events"), key: "", description: "" };
    if (kind === "user_id") return { data: t("userId"), key: "userId", description: canonicalUserId.trim() };
    if (kind === "automatic") {
      const plan = translator(this.#language, "plan");
      const words = automatic.map((one) => plan(`option.automatic.${one}`));
      return { data: plan("field.automatic"), key: automatic.join(", "), description: words.join(", ") };
    }
    const data = told(displayName, this.#language) || wordsOfKey(name);
    return { data, key: name, description: told(description, this.#language) };
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
      ...this.#subject(row),
      where: row.places.map((place) => this.#place(place)).join(", "),
      decisions: row.decisions.map((name) => told(name, language)).join(this.#between),
      purpose: purpose ? told(purpose.name, language) || purpose.key : "",
      why: purpose ? told(purpose.description, language) : "",
      basis: basis === undefined ? "" : plan(`option.legalBasis.${basis}`),
      class: t(`class.${row.privacy}`),
      people: told(settings.dataSubjects, language),
      retention: retentionDays === undefined ? "" : periodText(retentionDays, language),
      recipients: this.#recipients(row),
      transfers: transfers
        .map(({ name, country = "" }) => `${name} (${countryText(country, language)})`)
        .join(this.#between),
      safeguards: [...new Set(transfers.map(({ safeguards }) => told(safeguards, language)).filter(Boolean))].join(
        this.#between,
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
    return purpose.recipients.map((one) => this.#recipient(one)).join(this.#between);
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
  const beside: Readonly<Record<string, string>> = {
    "plan/settings/automatic": translator(language, "plan")("field.automatic"),
    "plan/settings/canonicalUserId": t("userId"),
  };
  return registerOf(plan).missing.map(({ kind, name, path }) => ({
    path,
    text: t(`missing.${kind}`, { name: name || (beside[path] ?? "") }),
  }));
}
