/** Findings: what could be better in a plan, or must be mended before it is published. */

import { textIn } from "../diff-label.ts";
import type { Edit } from "../edit.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "../edit-tree.ts";
import { wellFormed } from "../json-value.ts";
import type { Language, LocalizedText, Plan } from "../plan.ts";
import type { RuleLevel, Suppression } from "../standards.ts";
import { type FindingContext, factsOfObject, gatherFacts } from "./facts.ts";
import { joined } from "./joined.ts";
import { keepByName } from "./keep.ts";
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

type Suppressed = Finding & { readonly suppressionId: string };

export interface Judged {
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Findings that the standards let pass, each with the id of what lets it. */
  readonly suppressed: readonly Suppressed[];
}

/** A rule that speaks, and what its findings weigh. */
interface Speaking {
  readonly rule: AnyRule;
  readonly level: FindingSeverity;
}

/** What a rule says. */
interface Said extends Judged {
  readonly by: AnyRule;
}

function saidBy({ rule, level }: Speaking, facts: RuleFacts, names: Names): Said {
  const { suppressions } = facts.plan.settings.standards;
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const hit of rule.find(facts)) {
    const finding = findingOf(rule, level, hit, names);
    const by = suppressions.length === 0 ? undefined : suppressionOf(finding, suppressions, facts.today);
    if (by === undefined) findings.push(finding);
    else suppressed.push({ ...finding, suppressionId: by.id });
  }
  return { by: rule, findings, suppressed };
}

const isSomething = ({ findings, suppressed }: Said): boolean => findings.length + suppressed.length > 0;

const keptUnder = keepByName<object, readonly Said[]>();

/** All that rules that are asked of each object apart are told besides the object. */
function circumstances(rules: readonly Speaking[], { plan, today, sources, used, discriminators }: RuleFacts): string {
  const weights = rules.map(({ rule, level }) => `${rule.code} ${level}`);
  const sets = [sources, used, discriminators].map((set) => set && [...set].sort());
  return JSON.stringify([weights, today, sets, plan.settings]);
}

/** So many objects are looked at before something else may be done. */
const SLICE = 100;

/** What is said of each object apart: an edit leaves that of the objects it does not touch. */
function* saidOfObjects(rules: readonly Speaking[], facts: RuleFacts, names: Names): Generator<void, Said[]> {
  const kept = keptUnder(circumstances(rules, facts));
  const saidOf = <K extends ObjectKind>(kind: K, object: PlanObjects[K]) => {
    const known = kept.get(object);
    if (known !== undefined) return known;
    const own = factsOfObject(facts, kind, object);
    const said = rules.map((one) => saidBy(one, own, names)).filter(isSomething);
    kept.set(object, said);
    return said;
  };
  const all: (readonly Said[])[] = [];
  for (const kind of [...OBJECT_KINDS].reverse()) {
    for (const object of objectsOf(facts.plan, kind)) {
      all.push(saidOf(kind, object));
      if (all.length % SLICE === 0) yield;
    }
  }
  return joined(all);
}

/**
 * Every finding of the plan, as its standards weigh them, and what they let pass. Works on any plan that parses, sound or
 * not. `sources` lets it find events planned for a source that does not exist; `used` spares what saved questions use.
 */
export function judgePlan(plan: Plan, context: FindingContext = {}): Judged {
  const slices = judgeInSlices(plan, context);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/** The same in slices of some milliseconds: whoever takes them may let others go first between two. */
export function* judgeInSlices(plan: Plan, context: FindingContext = {}): Generator<void, Judged> {
  const facts = gatherFacts(plan, context);
  const names = namesOf(plan);
  const silent = new Set<string>();
  const speaking = [...RULES].flatMap((rule): Speaking[] => {
    const level = levelOf(plan, rule);
    const knowing: Rule = rule;
    if (level !== "off" && knowing.canSpeak?.(facts) !== false) return [{ rule, level }];
    silent.add(rule.code);
    return [];
  });
  const isObjectwise = ({ rule }: Speaking): boolean => (rule as Rule).objectwise === true;
  const others = speaking.filter((one) => !isObjectwise(one) && one.rule !== unusedSuppression);
  yield;
  const said = yield* saidOfObjects(speaking.filter(isObjectwise), facts, names);
  for (const one of others) {
    yield;
    said.push(saidBy(one, facts, names));
  }
  const suppressing = new Set(said.flatMap(({ suppressed }) => suppressed.map(({ suppressionId }) => suppressionId)));
  const last = speaking.filter(({ rule }) => rule === unusedSuppression);
  said.push(...last.map((one) => saidBy(one, { ...facts, spoken: { suppressing, silent } }, names)));
  return ranked(speaking, said);
}

/** By weight, then in the order of the rules. */
function ranked(speaking: readonly Speaking[], said: readonly Said[]): Judged {
  const byRule = new Map<AnyRule, Said[]>(speaking.map(({ rule }) => [rule, []]));
  for (const one of said) byRule.get(one.by)?.push(one);
  const inOrder = joined(
    SEVERITIES.flatMap((severity) =>
      speaking.filter(({ level }) => level === severity).map(({ rule }) => byRule.get(rule) ?? []),
    ),
  );
  return {
    findings: joined(inOrder.map(({ findings }) => findings)),
    suppressed: joined(inOrder.map(({ suppressed }) => suppressed)),
  };
}

/** The findings that are not let pass, errors first. */
export function findFindings(plan: Plan, context: FindingContext = {}): readonly Finding[] {
  return judgePlan(plan, context).findings;
}
