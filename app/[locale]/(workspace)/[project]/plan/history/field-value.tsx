"use client";

import type { PropertyType } from "../../../../../../lib/plan/plan.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { typeWords } from "./type-words.ts";

type Words = (value: string | number | boolean) => string;

/** What a choice or an id is called here. */
function useWords(field: string): Words {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  const { events, bundles, decisions, metrics, categories } = facts;
  const names = new Map(
    [events, bundles, decisions, metrics, categories].flat().map(({ id, label }) => [id, label] as const),
  );
  return (value) => {
    if (typeof value === "boolean") return t(value ? "history.yes" : "history.no");
    const option = `option.${field}.${value}` as "option.status.draft";
    return names.get(String(value)) ?? (t.has(option) ? t(option) : String(value));
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A text in the languages it has, when it is one. */
export function textsOf(value: unknown): readonly (readonly ["en" | "fr", string])[] | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const isText = entries.every(([key, one]) => (key === "en" || key === "fr") && typeof one === "string");
  return isText ? (entries as [["en" | "fr", string]]) : undefined;
}

/** A value of a field, read rather than edited. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const t = useText("plan");
  const language = useLanguage();
  const words = useWords(field);
  const texts = textsOf(value);
  const empty =
    value === undefined || value === "" || texts?.length === 0 || (Array.isArray(value) && value.length === 0);
  if (empty) return <p className="text-grey-7">{t("history.empty")}</p>;
  if (isPlain(value)) return <p className="whitespace-pre-wrap break-words">{words(value)}</p>;
  if (texts)
    return texts.map(([language, text]) => (
      <p key={language} lang={language} className="whitespace-pre-wrap break-words">
        {texts.length > 1 && <span className="text-grey-7">{t(`language.${language}`)} · </span>}
        {text}
      </p>
    ));
  if (field === "type") return <p className="break-words">{typeWords(value as PropertyType, { t, language })}</p>;
  if (Array.isArray(value) && value.every(isPlain)) return <p className="break-words">{value.map(words).join(", ")}</p>;
  return (
    <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-words rounded bg-grey-2 p-2 font-mono text-label">
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
