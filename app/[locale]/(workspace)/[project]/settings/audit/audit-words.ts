/** The audit log in the reader's words. What an older or newer Gabarit wrote, and no word is known for, is shown legibly. */

import type { AuditEntry } from "../../../../../../lib/access/audit.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { AUDIT_ACTIONS } from "../../../../../../lib/store/audit-row.ts";

export interface AuditReader {
  readonly language: Language;
  readonly timeZone: string;
}

/** `rotateKey` and `rotate_key` as `rotate key`. */
function spaced(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[._]+/g, " ")
    .toLowerCase();
}

type Known = Parameters<ReturnType<typeof translator<"audit">>>[0];

function wordOf(language: Language, key: string): string | undefined {
  const t = translator(language, "audit");
  return /^[\w.]+$/.test(key) && t.has(key as Known) ? t(key as Known) : undefined;
}

export function actionWords(language: Language, action: string): string {
  return wordOf(language, `action.${action}`) ?? spaced(action);
}

/** The actions whose words contain what was typed. */
export function actionsSaying(language: Language, typed: string): string[] {
  const part = typed.toLocaleLowerCase(language);
  return part === ""
    ? []
    : AUDIT_ACTIONS.filter((action) => actionWords(language, action).toLocaleLowerCase(language).includes(part));
}

export function targetWords(language: Language, entry: Pick<AuditEntry, "action" | "target">): string {
  const all = entry.action === "violation.release" && entry.target === "all held events";
  return all ? translator(language, "audit")("target.all_held") : entry.target;
}

function roleOrScope(language: Language, code: string): string {
  const shell = translator(language, "shell");
  const settings = translator(language, "settings");
  if (shell.has(`role.${code}` as "role.viewer")) return shell(`role.${code}` as "role.viewer");
  const scope = `tokens.scope.${code}` as "tokens.scope.plan:read";
  return /^[a-z]+:[a-z]+$/.test(code) && settings.has(scope) ? settings(scope) : code;
}

function sourceWord(language: Language, key: "platform" | "environment", code: string): string {
  const t = translator(language, "source");
  const word = `${key}.${code}` as "platform.web";
  return /^\w+$/.test(code) && t.has(word) ? t(word) : code;
}

function weekday(language: Language, code: string): string {
  const day = Number(code);
  if (!Number.isInteger(day) || day < 1 || day > 7) return code;
  // The first of January 2024 was a Monday.
  return formatterOf(language).dateTime(new Date(Date.UTC(2024, 0, day)), { weekday: "long" });
}

function languageName(language: Language, code: string): string {
  return /^[a-z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code) : code;
}

function instant({ language, timeZone }: AuditReader, text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime())
    ? text
    : formatterOf(language, timeZone).dateTime(at, { dateStyle: "medium", timeStyle: "short" });
}

/** One word of a detail, by what its key is about. */
function single(reader: AuditReader, key: string, text: string): string {
  const { language } = reader;
  switch (key) {
    case "role":
    case "needs":
    case "scopes":
    case "from":
    case "to":
      return roleOrScope(language, text);
    case "platform":
    case "environment":
      return sourceWord(language, key, text);
    case "mode":
    case "strip":
    case "unplanned":
    case "sentTo":
      return wordOf(language, `${key}.${text}`) ?? text;
    case "commands":
      return wordOf(language, `command.${text}`) ?? spaced(text);
    case "weekStart":
      return weekday(language, text);
    case "language":
      return languageName(language, text);
    case "until":
      return instant(reader, text);
    default:
      return text;
  }
}

const ARROW = " → ";
/** Fields that are kept as "before → after"; anywhere else an arrow is somebody's own. */
const CHANGED = new Set(["currency", "environment", "mode", "platform", "strip", "timeZone", "unplanned", "weekStart"]);

function valueWords(reader: AuditReader, key: string, value: unknown): string {
  const t = translator(reader.language, "audit");
  const format = formatterOf(reader.language, reader.timeZone);
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return format.number(value);
  if (typeof value === "string")
    return CHANGED.has(key)
      ? value
          .split(ARROW)
          .map((part) => single(reader, key, part))
          .join(ARROW)
      : single(reader, key, value);
  if (Array.isArray(value)) return format.list(value.map((one) => valueWords(reader, key, one)));
  return JSON.stringify(value);
}

/** `{mode: "quarantine → observe"}` as `events that do not conform: quarantine → observe`. */
export function detailWords(reader: AuditReader, detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const t = translator(reader.language, "audit");
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) =>
      t("label", {
        label: wordOf(reader.language, `detail.${key}`) ?? spaced(key),
        value: valueWords(reader, key, value),
      }),
    )
    .join(" · ");
}
