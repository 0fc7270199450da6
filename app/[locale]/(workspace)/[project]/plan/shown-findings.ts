/** What the rules find in a plan, in the reader's language. */

import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { type Finding, type Judged, judgePlan } from "../../../../../lib/plan/rules/find-findings.ts";
import { removes } from "../../../../../lib/plan/rules/fix-all.ts";
import { type FindingFacts, findingContext } from "../../../../_findings/finding-facts.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";

/** What the rules need besides the plan, and whom they speak to. */
export interface FindingScope extends FindingFacts {
  readonly language: Language;
}

interface KeptJudgement {
  readonly key: string;
  readonly scope: FindingScope;
  readonly judged: Judged;
}

/** Some readings of what was received: older ones are asked for no more. */
const KEPT_MAX = 2;
const kept = new WeakMap<Plan, readonly KeptJudgement[]>();

/** A verb for the mend: a new name is said, since that is what one decides by. */
function fixLabel(edits: readonly Edit[], language: Language): string {
  const t = translator(language, "plan");
  const [fix] = edits;
  if (removes(edits)) return t("finding.remove");
  const renames = fix?.command === "renameEvent" || fix?.command === "renameProperty";
  return renames ? t("finding.rename", { name: fix.name }) : t("finding.fix");
}

/** Findings that plans share are shown by one value, however many branches there are. */
const shownKept: Readonly<Record<Language, WeakMap<Finding, ShownFinding>>> = { en: new WeakMap(), fr: new WeakMap() };

export function shownFinding(finding: Finding, language: Language): ShownFinding {
  const known = shownKept[language].get(finding);
  if (known !== undefined) return known;
  const { code, severity, target, fix } = finding;
  const made: ShownFinding = {
    rule: code,
    severity,
    path: target.path,
    ...(target.kind === "plan" ? {} : { objectId: target.propertyId ?? target.id }),
    text: finding[language],
    hint: finding.hint[language],
    ...(fix ? { fix: { label: fixLabel(fix, language), edits: fix, removes: removes(fix) } } : {}),
  };
  shownKept[language].set(finding, made);
  return made;
}

/** What the rules say of a plan; kept as long as the plan is, which never changes. */
export function judgementOf(plan: Plan, scope: FindingScope): Judged {
  const { sources, used, published, lastReceived, receivedClasses } = scope;
  const today = new Date().toISOString().slice(0, 10);
  const key = [today, published?.version ?? 0, sources, used.ids, used.roles].map(String).join(" ");
  const list = kept.get(plan) ?? [];
  const known = list.find(
    (one) =>
      one.key === key && one.scope.lastReceived === lastReceived && one.scope.receivedClasses === receivedClasses,
  );
  if (known) return known.judged;
  const judged = judgePlan(plan, findingContext(plan, scope));
  kept.set(plan, [{ key, scope, judged }, ...list].slice(0, KEPT_MAX));
  return judged;
}

function shownAll(findings: readonly Finding[], { language }: FindingScope): readonly ShownFinding[] {
  return findings.map((finding) => shownFinding(finding, language));
}

/** Findings of `after` that `before` does not have; `most` of them at most. */
export function addedFindings(before: Plan, after: Plan, scope: FindingScope, most?: number): readonly ShownFinding[] {
  const keyOf = ({ code, target }: Finding) => `${code} ${target.path}`;
  // What an edit leaves alone is the same finding: only where a finding is made anew its words are looked at.
  const { findings: old } = judgementOf(before, scope);
  const same = new Set(old);
  const anew = judgementOf(after, scope).findings.filter((finding) => !same.has(finding));
  const known = new Set(anew.length === 0 ? [] : old.map(keyOf));
  return shownAll(anew.filter((finding) => !known.has(keyOf(finding))).slice(0, most), scope);
}

const byEventKept = new WeakMap<Judged, ReadonlyMap<string, readonly Finding[]>>();

/** Findings of each event, by its id. */
export function findingsByEvent(plan: Plan, scope: FindingScope): ReadonlyMap<string, readonly Finding[]> {
  const judged = judgementOf(plan, scope);
  const known = byEventKept.get(judged);
  if (known) return known;
  const found = new Map<string, Finding[]>();
  for (const finding of judged.findings) {
    const { kind, id } = finding.target;
    if (kind !== "event") continue;
    const own = found.get(id);
    if (own) own.push(finding);
    else found.set(id, [finding]);
  }
  byEventKept.set(judged, found);
  return found;
}

function isWithin({ target }: Finding, path: string): boolean {
  return target.path === path || target.path.startsWith(`${path}/`) || target.path.startsWith(`${path}.`);
}

/** Findings of one object or field and what lies in it. */
export function findingsOf(plan: Plan, scope: FindingScope, path: string): readonly ShownFinding[] {
  const [kind, id = ""] = path.split("/");
  const near = kind === "event" ? (findingsByEvent(plan, scope).get(id) ?? []) : judgementOf(plan, scope).findings;
  return shownAll(
    near.filter((finding) => isWithin(finding, path)),
    scope,
  );
}

/** Findings of everything but events, which can be many: for the screens that edit the rest. */
export function findingsBesideEvents(plan: Plan, scope: FindingScope): readonly ShownFinding[] {
  return shownAll(
    judgementOf(plan, scope).findings.filter(({ target }) => target.kind !== "event"),
    scope,
  );
}
