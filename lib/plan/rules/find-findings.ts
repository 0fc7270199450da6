/** Findings: what could be better in a plan, or must be mended before it is published. */

import { textIn } from "../diff-label.ts";
import type { Edit } from "../edit.ts";
import { wellFormed } from "../json-value.ts";
import type { Language, LocalizedText, Plan } from "../plan.ts";
import type { RuleLevel, Suppression } from "../standards.ts";
import { type FindingContext, gatherFacts } from "./facts.ts";
import type { FindingSeverity, FindingTarget, Hit, Rule, RuleFacts } from "./rule.ts";
import { unusedSuppression } from "./suppression.ts";
import { type FindingCode, RULES } from "./table.ts";

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly en: string;
  readonly fr: string;
  readonly hint: { readonly en: string; readonly fr: string };
  readonly target: FindingTarget;
  /** Edits, taken together, that mend it without asking anything. */
  readonly fix?: readonly Edit[];
}

const SEVERITIES: readonly FindingSeverity[] = ["error", "warning", "info"];
const SHOWN_MAX = 200;

function cut(text: string): string {
  return wellFormed(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
}

/** Decisions and metrics are called by a name per language, and quoted by that of the sentence. */
type Names = ReadonlyMap<string, LocalizedText>;

function namesOf({ decisions, metrics, journeys }: Plan): Names {
  return new Map([...decisions, ...metrics, ...journeys].map(({ id, name }) => [id, name]));
}

function nameOf({ name, target }: Hit, names: Names, language: Language): string {
  if (name !== undefined && name !== target.name) return name;
  const isTexted = target.kind === "decision" || target.kind === "metric" || target.kind === "journey";
  const own = isTexted ? names.get(target.id) : undefined;
  return (own === undefined ? undefined : textIn(own, language)) ?? target.name;
}

function sentence(rule: Rule, hit: Hit, names: Names, language: Language): string {
  const { detail = "" } = hit;
  const name = cut(nameOf(hit, names, language));
  const shown = typeof detail === "string" ? cut(detail) : detail[language];
  return rule[language].replace(/\{(name|detail)\}/g, (_, key) => (key === "name" ? name : shown));
}

type AnyRule = (typeof RULES)[number];

/** What the standards say a rule weighs, else what it says itself. */
function levelOf(plan: Plan, { code, severity }: AnyRule): RuleLevel {
  return plan.settings.standards.severities[code] ?? severity;
}

/** Hits that rules keep keep their findings. Each is one rule's, and speaks of nothing but the object it was kept with. */
const findingsKept = new WeakMap<Hit, Finding>();

function findingOf(rule: AnyRule, severity: FindingSeverity, hit: Hit, names: Names): Finding {
  const known = findingsKept.get(hit);
  if (known?.severity === severity) return known;
  const made = newFinding(rule, severity, hit, names);
  findingsKept.set(hit, made);
  return made;
}

function newFinding(rule: AnyRule, severity: FindingSeverity, hit: Hit, names: Names): Finding {
  const { code, hint } = rule;
  const { target, fix, unfixed } = hit;
  const whole = (language: Language) =>
    [sentence(rule, hit, names, language), ...(unfixed === undefined ? [] : [unfixed[language]])].join(" ");
  return {
    code,
    severity,
    en: whole("en"),
    fr: whole("fr"),
    hint,
    target,
    ...(fix === undefined ? {} : { fix: Array.isArray(fix) ? (fix as readonly Edit[]) : [fix as Edit] }),
  };
}

/** The suppression that lets a finding pass today. */
function suppressionOf(finding: Finding, list: readonly Suppression[], today: string): Suppression | undefined {
  const { id, propertyId } = finding.target;
  return list.find(
    ({ rule, objectId, until }) =>
      rule === finding.code && (objectId === id || objectId === propertyId) && (until === undefined || until >= today),
  );
}

export interface Judged {
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Findings that the standards let pass, each with the id of what lets it. */
  readonly suppressed: readonly (Finding & { readonly suppressionId: string })[];
}

/**
 * Every finding of the plan, as its standards weigh them, and what they let pass. Works on any plan that parses, sound or
 * not. `sources` lets it find events planned for a source that does not exist; `used` spares what saved questions use.
 */
export function judgePlan(plan: Plan, context: FindingContext = {}): Judged {
  const facts = gatherFacts(plan, context);
  const names = namesOf(plan);
  const findings: Finding[] = [];
  const suppressed: (Finding & { suppressionId: string })[] = [];
  const { suppressions } = plan.settings.standards;
  const silent = new Set<string>();
  const tell = (rule: AnyRule, given: RuleFacts) => {
    const level = levelOf(plan, rule);
    const knowing: Rule = rule;
    if (level === "off" || knowing.canSpeak?.(given) === false) {
      silent.add(rule.code);
      return;
    }
    for (const hit of rule.find(given)) {
      const finding = findingOf(rule, level, hit, names);
      const by = suppressions.length === 0 ? undefined : suppressionOf(finding, suppressions, facts.today);
      if (by === undefined) findings.push(finding);
      else suppressed.push({ ...finding, suppressionId: by.id });
    }
  };
  for (const rule of RULES) tell(rule, facts);
  const suppressing = new Set(suppressed.map(({ suppressionId }) => suppressionId));
  tell(unusedSuppression, { ...facts, spoken: { suppressing, silent } });
  const ranked = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return { findings: ranked, suppressed };
}

/** The findings that are not let pass, errors first. */
export function findFindings(plan: Plan, context: FindingContext = {}): readonly Finding[] {
  return judgePlan(plan, context).findings;
}
