/** Findings: what could be better in a plan, or must be mended before it is published. */

import { textIn } from "../diff-label.ts";
import type { Edit } from "../edit.ts";
import { wellFormed } from "../json-value.ts";
import type { Language, LocalizedText, Plan } from "../plan.ts";
import { type FindingContext, gatherFacts } from "./facts.ts";
import type { FindingSeverity, FindingTarget, Hit, Rule } from "./rule.ts";
import { type FindingCode, RULES } from "./table.ts";

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly en: string;
  readonly fr: string;
  readonly hint: { readonly en: string; readonly fr: string };
  readonly target: FindingTarget;
  /** An edit that mends it without asking anything. */
  readonly fix?: Edit;
}

const SEVERITIES: readonly FindingSeverity[] = ["error", "warning", "info"];
const SHOWN_MAX = 200;

function cut(text: string): string {
  return wellFormed(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
}

/** Decisions and metrics are called by a name per language, and quoted by that of the sentence. */
type Names = ReadonlyMap<string, LocalizedText>;

function namesOf({ decisions, metrics }: Plan): Names {
  return new Map([...decisions, ...metrics].map(({ id, name }) => [id, name]));
}

function nameOf({ name, target }: Hit, names: Names, language: Language): string {
  if (name !== undefined && name !== target.name) return name;
  const own = target.kind === "decision" || target.kind === "metric" ? names.get(target.id) : undefined;
  return (own === undefined ? undefined : textIn(own, language)) ?? target.name;
}

function sentence(rule: Rule, hit: Hit, names: Names, language: Language): string {
  const { detail = "" } = hit;
  const name = cut(nameOf(hit, names, language));
  const shown = typeof detail === "string" ? cut(detail) : detail[language];
  return rule[language].replace(/\{(name|detail)\}/g, (_, key) => (key === "name" ? name : shown));
}

function findingOf(rule: (typeof RULES)[number], hit: Hit, names: Names): Finding {
  const { code, severity, hint } = rule;
  const { target, fix } = hit;
  return {
    code,
    severity,
    en: sentence(rule, hit, names, "en"),
    fr: sentence(rule, hit, names, "fr"),
    hint,
    target,
    ...(fix === undefined ? {} : { fix }),
  };
}

const RANKED = [...RULES].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

/**
 * Every finding of the plan, errors first. Works on any plan that parses, sound or not. `sources` lets it find events
 * planned for a source that does not exist; `used` spares what saved questions use.
 */
export function findFindings(plan: Plan, context: FindingContext = {}): Finding[] {
  const facts = gatherFacts(plan, context);
  const names = namesOf(plan);
  return RANKED.flatMap((rule) => Array.from(rule.find(facts), (hit) => findingOf(rule, hit, names)));
}
