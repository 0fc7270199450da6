/** What the languages and platforms code is generated for are called; proper names, the same in every language. */

import { DATA_TARGETS, TARGETS, type Target } from "../../codegen/targets.ts";
import type { SelectOption } from "../_ui/select.tsx";

const NAMES: Readonly<Record<string, string>> = {
  bigquery: "BigQuery",
  clickhouse: "ClickHouse",
  dbt: "dbt",
  go: "Go",
  html: "HTML",
  java: "Java",
  kotlin: "Kotlin",
  markdown: "Markdown",
  python: "Python",
  snowflake: "Snowflake",
  types: "TypeScript (types)",
  typescript: "TypeScript",
};

/** Every target: the languages with an SDK, then what else is made of a plan. */
export const TARGET_NAMES = [...TARGETS, ...DATA_TARGETS] as readonly Target[] as readonly [Target, ...Target[]];

export function targetName(target: Target): string {
  return NAMES[target] ?? target;
}

/** What an address or a form asks for; the first target when it is none. */
export function targetOf(asked: string | null | undefined): Target {
  return TARGET_NAMES.find((target) => target === asked) ?? "typescript";
}

/** The targets to choose from. */
export function targetOptions(): SelectOption[] {
  return TARGET_NAMES.map((target) => ({ value: target, label: targetName(target) }));
}
