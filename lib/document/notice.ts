/** The notice for the people whose data a plan collects: what, why, on which ground, how long, who receives it, their rights. */

import type { AreaText } from "../i18n/translate.ts";
import { localized, translator } from "../i18n/translator.ts";
import type { Language, Plan } from "../plan/plan.ts";
import { type RegisterPurpose, type RegisterRow, registerOf } from "../plan/register.ts";
import { countryText, listText, periodText, wordsOfKey } from "./register-text.ts";

/** A part of a document, in reading order. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

interface Telling {
  readonly plan: Plan;
  readonly language: Language;
  readonly t: AreaText<"register">;
  readonly rows: readonly RegisterRow[];
  readonly purposes: readonly RegisterPurpose[];
}

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
const paragraph = (text: string): Block => ({ kind: "paragraph", text });

/** Paragraphs of the texts that are there, below a heading; nothing where there are none. */
function section(title: string, texts: readonly (string | undefined)[]): Block[] {
  const said = texts.filter((text): text is string => text !== undefined && text !== "");
  return said.length === 0 ? [] : [heading(2, title), ...said.map(paragraph)];
}

function whoBlocks({ plan, language, t }: Telling): Block[] {
  const { controller, controllerContact: contact, dataProtectionOfficer: officer, dataSubjects } = plan.settings;
  const people = localized(dataSubjects, language).trim();
  return section(t("notice.who"), [
    controller && t("notice.controller", { name: controller }),
    contact && t("notice.contact", { contact }),
    officer && t("notice.officer", { name: officer }),
    people && t("notice.people", { people }),
  ]);
}

/** A word inside a list: capitals belong to the beginning of a sentence, but not those of abbreviations. */
function inList(text: string, language: Language): string {
  return /^\p{Lu}(?![\p{Lu}\d])/u.test(text) ? text.charAt(0).toLocaleLowerCase(language) + text.slice(1) : text;
}

function collected({ t, language }: Telling, rows: readonly RegisterRow[]): string | undefined {
  const data = rows.filter(({ kind }) => kind === "property");
  const names = data.map((row) => inList(localized(row.displayName, language) || wordsOfKey(row.name), language));
  const acts = rows
    .filter(({ kind }) => kind === "event")
    .flatMap(({ places }) => places)
    .flatMap((place) => (place.kind === "user" ? [] : localized(place.displayName, language) || place.name));
  const did = acts.length === 0 ? [] : [t("notice.events", { list: [...new Set(acts)].join(", ") })];
  const beside = rows.some(({ kind }) => kind === "automatic" || kind === "user_id") ? [t("notice.beside")] : [];
  const all = [...new Set(names), ...did, ...beside];
  if (all.length === 0) return undefined;
  return t("notice.data", { list: all.join(language === "fr" ? "\u00a0; " : "; ") });
}

function keptText({ t, language }: Telling, rows: readonly RegisterRow[]): string | undefined {
  const days = rows.flatMap(({ retentionDays }) => retentionDays ?? []);
  if (days.length === 0) return undefined;
  const [shortest, longest] = [Math.min(...days), Math.max(...days)];
  if (shortest === longest) return t("notice.kept", { period: periodText(longest, language) });
  return t("notice.keptUpTo", { shortest: periodText(shortest, language), longest: periodText(longest, language) });
}

function recipientTexts({ t, language }: Telling, { recipients }: RegisterPurpose): string[] {
  if (recipients.length === 0) return [];
  const named = recipients.map(({ name, country }) =>
    country === undefined ? name : t("notice.recipientIn", { name, country: countryText(country, language) }),
  );
  const outside = recipients.filter(({ isTransfer }) => isTransfer);
  return [
    t("notice.recipients", { list: listText(named, language) }),
    ...outside.map(({ name, safeguards }) => {
      const text = localized(safeguards, language).trim();
      return text === "" ? t("notice.transferPlain", { name }) : t("notice.transfer", { name, safeguards: text });
    }),
  ];
}

function purposeBlocks(telling: Telling, purpose: RegisterPurpose): Block[] {
  const { t, language } = telling;
  const rows = telling.rows.filter((row) => row.purpose?.key === purpose.key);
  const why = localized(purpose.description, language).trim();
  const { legalBasis } = purpose;
  const basis =
    legalBasis &&
    t("notice.basis", {
      name: translator(language, "plan")(`option.legalBasis.${legalBasis}`),
      sentence: t(`notice.basisOf.${legalBasis}`),
    });
  const items = [collected(telling, rows), basis, keptText(telling, rows), ...recipientTexts(telling, purpose)];
  return [
    heading(3, localized(purpose.name, language).trim() || purpose.key),
    ...(why === "" ? [] : [paragraph(why)]),
    { kind: "list", items: items.filter((item): item is string => item !== undefined) },
  ];
}

/** What no purpose is named for is collected all the same. */
function otherBlocks(telling: Telling): Block[] {
  const rows = telling.rows.filter(
    ({ purpose, kind }) => purpose === undefined && (kind === "property" || kind === "event"),
  );
  if (rows.length === 0) return [];
  const items = [collected(telling, rows), keptText(telling, rows)];
  return [
    heading(3, telling.t("notice.other")),
    { kind: "list", items: items.filter((item): item is string => item !== undefined) },
  ];
}

function automaticBlocks({ plan, t, language }: Telling): Block[] {
  const { automatic, canonicalUserId } = plan.settings;
  const words = translator(language, "plan");
  const list = automatic.map((one) => inList(words(`option.automatic.${one}`), language)).join(", ");
  return [
    ...section(t("notice.automaticTitle"), [automatic.length > 0 ? t("notice.automatic", { list }) : undefined]),
    ...section(t("notice.recognised"), [canonicalUserId && t("notice.recognisedBy", { text: canonicalUserId })]),
  ];
}

/** Rights depend on the ground: nobody withdraws a consent that was never asked for (articles 15 to 22, 7 and 77 GDPR). */
function rightsBlocks({ plan, purposes, t }: Telling): Block[] {
  const bases = new Set(purposes.flatMap(({ legalBasis }) => legalBasis ?? []));
  const contact = plan.settings.controllerContact;
  const rights = [
    ...(["access", "rectify", "erase", "restrict"] as const),
    ...(bases.has("legitimate_interests") || bases.has("public_task") ? (["object"] as const) : []),
    ...(bases.has("consent") || bases.has("contract") ? (["port"] as const) : []),
    ...(bases.has("consent") ? (["withdraw"] as const) : []),
    "complain" as const,
  ];
  return [
    heading(2, t("notice.rightsTitle")),
    paragraph(t("notice.rightsIntro")),
    { kind: "list", items: rights.map((one) => t(`notice.rights.${one}`)) },
    ...(contact ? [paragraph(t("notice.rightsAt", { contact }))] : []),
  ];
}

/** The notice of a plan. What the plan does not say is left out: `missingLines` tells it to those who write the plan. */
export function noticeBlocks(plan: Plan, language: Language): readonly Block[] {
  const { rows, purposes } = registerOf(plan);
  const telling: Telling = { plan, language, t: translator(language, "register"), rows, purposes };
  const what = [...purposes.flatMap((purpose) => purposeBlocks(telling, purpose)), ...otherBlocks(telling)];
  return [
    heading(1, telling.t("notice.title")),
    ...whoBlocks(telling),
    ...(what.length === 0 ? [] : [heading(2, telling.t("notice.what")), ...what]),
    ...automaticBlocks(telling),
    ...rightsBlocks(telling),
  ];
}
